//! Words of the Commons.

use crate::ui::words::words;

words! {
    pages() { en: "Pages", es: "Páginas" }
    all_pages() { en: "All pages", es: "Todas las páginas" }
    find() { en: "Find by title", es: "Buscar por título" }
    nothing_found(words: &str) {
        en: "No title has “{words}” in it.",
        es: "Ningún título contiene «{words}».",
    }
    empty_title() { en: "Nothing is written down yet", es: "Aún no hay nada escrito" }
    empty_text() {
        en: "Pages hold what all of you should find again. Write one, or bring in a folder.",
        es: "Las páginas guardan lo que todos deberíais volver a encontrar. Escribe una, o trae \
             una carpeta.",
    }
    choose_title() { en: "Choose a page", es: "Elige una página" }
    choose_text() { en: "Or write a new one.", es: "O escribe una nueva." }
    missing_title() { en: "This page is not here yet", es: "Esta página aún no está aquí" }
    missing_text() {
        en: "It may be on its way from another member. It shows as soon as it is here.",
        es: "Quizá venga de camino desde otro miembro. Se verá en cuanto llegue.",
    }
    untitled() { en: "Untitled", es: "Sin título" }
    written_by(names: &str) { en: "Written by {names}", es: "De {names}" }
    show() { en: "Show", es: "Mostrar" }
    read() { en: "Read", es: "Leer" }
    write() { en: "Write", es: "Escribir" }
    write_and_read() { en: "Both", es: "Ambos" }
    history() { en: "History", es: "Historia" }
    empty_page() {
        en: "This page has no words yet. Choose Write to begin.",
        es: "Esta página aún no tiene palabras. Elige Escribir para empezar.",
    }
    text_of_page() { en: "Text of the page, in Markdown", es: "Texto de la página, en Markdown" }
    text_hint() {
        en: "All who are here write at once; every letter is kept as you type. # makes a title, \
             * a list, ** makes bold.",
        es: "Podéis escribir a la vez; cada letra se guarda al teclear. # hace un título, * una \
             lista, ** negrita.",
    }
    insert_picture() { en: "Put a picture in", es: "Poner una imagen" }
    picture_coming(name: &str) { en: "Picture on its way: {name}", es: "Imagen en camino: {name}" }
    picture_elsewhere(name: &str) {
        en: "Picture kept elsewhere, not loaded: {name}",
        es: "Imagen guardada en otro sitio, no cargada: {name}",
    }
    done_item() { en: "done", es: "hecho" }
    open_item() { en: "open", es: "por hacer" }
    footnote(label: &str) { en: "Note {label}", es: "Nota {label}" }
    about_page() { en: "Title, folder and credit", es: "Título, carpeta y crédito" }
    field_title() { en: "Title", es: "Título" }
    field_path() { en: "Folder", es: "Carpeta" }
    field_path_hint() {
        en: "Such as guides/values; pages of one folder stand together.",
        es: "Por ejemplo, guías/valores; las de una carpeta van juntas.",
    }
    field_credit() { en: "Credit", es: "Crédito" }
    field_credit_hint() {
        en: "Whose words these are, and under which licence.",
        es: "De quién son las palabras y con qué licencia.",
    }
    conflict(field: &str) { en: "{field}: two versions", es: "{field}: dos versiones" }
    conflict_text() {
        en: "They were written without knowing of each other. The first one shows until you \
             choose.",
        es: "Se escribieron sin saber la una de la otra. Se ve la primera hasta que elijas.",
    }
    conflict_by(name: &str) { en: "by {name}", es: "de {name}" }
    nothing_written() { en: "(nothing)", es: "(nada)" }
    keep_this() { en: "Keep this", es: "Conservar esta" }
    history_empty() { en: "Nothing happened on this page yet.", es: "Aún no ha pasado nada aquí." }
    history_row(name: &str, when: &str) { en: "{name}, {when}", es: "{name}, {when}" }
    history_figures(added: &str, removed: &str) {
        en: "{added} characters added, {removed} taken away",
        es: "{added} letras y signos añadidos, {removed} quitados",
    }
    see_as_it_was() { en: "See it as it was", es: "Ver cómo era" }
    as_it_was(when: &str) { en: "As it was, {when}", es: "Como era, {when}" }
    restore() { en: "Restore this", es: "Restaurar esto" }
    restored() {
        en: "Restored. What stood here stays in the history.",
        es: "Restaurado. Lo que había sigue en la historia.",
    }
    back_to_list() { en: "Back to the list", es: "Volver a la lista" }
    page_title() { en: "What is the page called?", es: "¿Cómo se llama la página?" }
    is_put() { en: "See it where you decide on it", es: "Verlo donde se decide" }
    was_put() { en: "See how it was decided", es: "Ver cómo se decidió" }
    put_to_all() { en: "Put this to all of you", es: "Proponerlo a todos" }
    is_draft() {
        en: "A draft of a motion; nothing is put to the vote yet.",
        es: "Borrador de una moción; aún no se vota nada.",
    }
    drop_draft() { en: "Lay the draft aside", es: "Descartar el borrador" }
    dropped() {
        en: "It is a page like any other now.",
        es: "Ahora es una página como las demás.",
    }
    adopted_on(day: &str) { en: "Adopted on {day}:", es: "Adoptada el {day}:" }
    adopted_row(day: &str, title: &str) {
        en: "Adopted on {day}: {title}",
        es: "Adoptada el {day}: {title}",
    }
    adopted_row_otherwise(day: &str, title: &str) {
        en: "Another text than was adopted on {day}: {title}",
        es: "Otro texto que el adoptado el {day}: {title}",
    }
    adopted_as_is() { en: "This is the text that was adopted.", es: "Este es el texto que se adoptó." }
    adopted_otherwise() {
        en: "The text here is not the one that was adopted.",
        es: "El texto que hay aquí no es el que se adoptó.",
    }
    text_as_put() { en: "The text that was put to the vote", es: "El texto que se sometió a votación" }
    make_page() { en: "Begin", es: "Empezar" }
    changed(when: &str) { en: "Changed {when}", es: "Cambió: {when}" }
    who_wrote() { en: "Who wrote this", es: "Quién lo escribió" }
    where_it_is() { en: "Where it is", es: "Dónde está" }
}
