//! Words of finding: by name, and in all that was written.

use crate::ui::words::{counted, words};

words! {
    field() { en: "What do you look for?", es: "¿Qué buscas?" }
    hint() {
        en: "People, topics, pages, motions, events by name; and every word that was written here.",
        es: "Personas, temas, páginas, propuestas y citas por su nombre; y cada palabra escrita aquí.",
    }
    places() { en: "Places", es: "Lugares" }
    by_name() { en: "By name", es: "Por nombre" }
    in_words() { en: "In what was written", es: "En lo escrito" }
    nothing(typed: &str) {
        en: "Nothing here has “{typed}” in it.",
        es: "Nada de aquí contiene «{typed}».",
    }
    looking(k: u32, n: u32) {
        en: "Looking: {k} of {n} read",
        es: "Buscando: {k} de {n} leídos",
    }
    enough(n: u32) {
        en: "The newest {n}. More words find less.",
        es: "Lo más reciente: {n}. Con más palabras se halla menos.",
    }
    in_topic(title: &str, by: &str) { en: "{by} in “{title}”", es: "{by} en «{title}»" }
    no_title() { en: "Without a title", es: "Sin título" }
}

counted! {
    found(n) { en: "{n} found" | "{n} found", es: "{n} hallado" | "{n} hallados" }
}
