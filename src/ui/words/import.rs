//! Words of the import.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Bring pages in", es: "Traer páginas" }
    lede() {
        en: "A folder of Markdown files, or one zip of it. Links between its pages and its \
             pictures keep working.",
        es: "Una carpeta de archivos Markdown, o un zip con ella. Los enlaces entre sus páginas \
             y sus imágenes siguen funcionando.",
    }
    credit() { en: "Whose words are they?", es: "¿De quién son las palabras?" }
    credit_hint() {
        en: "Author and licence, shown under each page. Such as: Enspiral Handbook, CC BY-SA 4.0.",
        es: "Autor y licencia, bajo cada página. Por ejemplo: Enspiral Handbook, CC BY-SA 4.0.",
    }
    choose_folder() { en: "Choose a folder", es: "Elegir una carpeta" }
    choose_zip() { en: "Choose a zip", es: "Elegir un zip" }
    or_drop() { en: "or drop a folder here", es: "o suelta aquí una carpeta" }
    drop_now() { en: "Let go: it comes in", es: "Suelta: entrará" }
    reading() { en: "Reading files", es: "Leyendo archivos" }
    making() { en: "Making pages", es: "Haciendo páginas" }
    files_of(k: &str, n: &str) { en: "{k} of {n} files", es: "{k} de {n} archivos" }
    pages_of(k: &str, n: &str) { en: "{k} of {n} pages", es: "{k} de {n} páginas" }
    stop() { en: "Stop", es: "Parar" }
    stopped_title() { en: "Stopped", es: "Parado" }
    stopped_text() { en: "Nothing of it was kept.", es: "No se guardó nada." }
    again_title() { en: "It was brought in before", es: "Ya se había traído" }
    done_title() { en: "It is all in", es: "Ya está todo" }
    nothing_title() { en: "Nothing came in", es: "No ha entrado nada" }
    nothing_text() {
        en: "Nothing in it could be read as a page. Markdown files, in a folder or a zip, come in.",
        es: "Nada se pudo leer como página. Entran archivos Markdown, en una carpeta o un zip.",
    }
    to_pages() { en: "See the pages", es: "Ver las páginas" }
    another() { en: "Bring in more", es: "Traer más" }
    pages_left() {
        en: "Changed here since they came in: left as they are",
        es: "Cambiadas aquí desde que entraron: quedan como están",
    }
    skipped() { en: "Left out", es: "Quedó fuera" }
    broken_links() { en: "Links that lead nowhere", es: "Enlaces que no llevan a ninguna parte" }
    broken_row(page: &str, target: &str) {
        en: "{page}: leads to {target}",
        es: "{page}: lleva a {target}",
    }
    nothing_chosen() {
        en: "There was no file in it. Choose a folder with Markdown files, or a zip.",
        es: "No había ningún archivo. Elige una carpeta con archivos Markdown, o un zip.",
    }
}

counted! {
    pages_updated(n) {
        en: "{n} page that was here is now as its file." | "{n} pages that were here are now as their files.",
        es: "{n} página que ya estaba es ahora como su archivo." | "{n} páginas que ya estaban son ahora como sus archivos.",
    }
    pages_same(n) {
        en: "{n} page was so already." | "{n} pages were so already.",
        es: "{n} página ya era así." | "{n} páginas ya eran así.",
    }
    pages_made(n, pictures: u32) {
        en: "{n} page and {pictures} pictures" | "{n} pages and {pictures} pictures",
        es: "{n} página y {pictures} imágenes" | "{n} páginas y {pictures} imágenes",
    }
}
