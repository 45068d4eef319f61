//! Words of Talk.

use crate::ui::words::{counted, words};

words! {
    with_something_new() { en: "With something new", es: "Con algo nuevo" }
    read_to_the_end() { en: "Read to the end", es: "Leídos hasta el final" }
    topics() { en: "Topics", es: "Temas" }
    all_topics() { en: "All topics", es: "Todos los temas" }
    started_by(name: &str, day: &str) {
        en: "Started by {name} on {day}",
        es: "Lo empezó {name} el {day}",
    }
    posts_label() { en: "Posts", es: "Entradas" }
    day_today(day: &str) { en: "{day}, today", es: "{day}, hoy" }
    read_to_here() { en: "You had read to here", es: "Habías leído hasta aquí" }
    folded(language: &str) {
        en: "Written in {language}, which you do not read yet.",
        es: "En {language}, lengua que aún no lees.",
    }
    beyond_cut(name: &str) {
        en: "{name} was removed, and nobody who decided that had seen this post.",
        es: "Se expulsó a {name}, y nadie que lo decidió había visto esta entrada.",
    }
    show_as_is() { en: "Show it as it is", es: "Mostrarla tal cual" }
    reply() { en: "Reply", es: "Responder" }
    reply_to(name: &str) { en: "Reply to {name}", es: "Responder a {name}" }
    in_reply_to(name: &str, start: &str) {
        en: "In reply to {name}: “{start}”",
        es: "En respuesta a {name}: «{start}»",
    }
    replying_to(name: &str) { en: "You reply to {name}", es: "Respondes a {name}" }
    no_reply() { en: "Do not reply to it", es: "Quitar la respuesta" }
    write() { en: "Write", es: "Escribir" }
    write_in_topic() { en: "Write in this topic", es: "Escribe en este tema" }
    write_placeholder() { en: "Write to the others", es: "Escribe a los demás" }
    language_of_post() { en: "Language of this post", es: "Lengua de esta entrada" }
    in_language(language: &str) { en: "In {language}", es: "En {language}" }
    send() { en: "Send", es: "Enviar" }
    draft_kept() {
        en: "Your words are kept here until they are sent.",
        es: "Lo escrito se conserva aquí hasta enviarse.",
    }
    empty_title() { en: "No topic yet", es: "Aún no hay temas" }
    empty_text() {
        en: "A topic is a question, a plan, or news. Begin one, and it reaches the others by \
             itself.",
        es: "Un tema es una pregunta, un plan o una noticia. Empieza uno y llegará solo a los \
             demás.",
    }
    choose_title() { en: "Choose a topic", es: "Elige un tema" }
    choose_text() {
        en: "Or begin a new one.",
        es: "O empieza uno nuevo.",
    }
    missing_title() { en: "This topic is not here yet", es: "Este tema aún no está aquí" }
    missing_text() {
        en: "It may be on its way from another member. It shows as soon as it is here.",
        es: "Quizá venga de camino desde otro miembro. Se verá en cuanto llegue.",
    }
    topic_title() { en: "What is it about?", es: "¿De qué trata?" }
    first_words() { en: "The first words", es: "Las primeras palabras" }
    begin_topic() { en: "Begin", es: "Empezar" }
    who_writes() { en: "Who writes here", es: "Quién escribe aquí" }
    languages_here() { en: "Languages here", es: "Lenguas aquí" }
    languages_note(mine: &str) {
        en: "You read {mine}; other posts are folded.",
        es: "Lees {mine}; lo demás se pliega.",
    }
    languages_none() {
        en: "Say in your profile which languages you read, and the others are folded for you.",
        es: "Di en tu perfil qué lenguas lees y las demás se plegarán.",
    }
    last_words(name: &str, words: &str) { en: "{name}: {words}", es: "{name}: {words}" }
}

counted! {
    earlier(n) {
        en: "Show {n} earlier post" | "Show {n} earlier posts",
        es: "Mostrar {n} entrada anterior" | "Mostrar {n} entradas anteriores",
    }
}
