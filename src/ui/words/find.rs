//! Words of finding: by name, and in all that was written.

use crate::ui::words::{counted, words};

words! {
    field() { en: "What do you look for?", es: "¿Qué buscas?" }
    hint() {
        en: "People, topics, pages, motions, events by name; and the words of posts, pages and motions.",
        es: "Personas, temas, páginas, mociones y eventos por su nombre; y las palabras de entradas, \
             páginas y mociones.",
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
}

counted! {
    found(n) { en: "{n} found" | "{n} found", es: "{n} hallado" | "{n} hallados" }
}
