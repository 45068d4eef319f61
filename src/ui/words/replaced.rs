//! Words of entries that were put right or taken back.

use crate::ui::words::words;

words! {
    put_right(name: &str, day: &str) {
        en: "Put right by {name} on {day}",
        es: "Lo corrigió {name} el {day}",
    }
    taken_back(name: &str, day: &str) {
        en: "Taken back by {name} on {day}",
        es: "Lo retiró {name} el {day}",
    }
    taken_back_since(name: &str, day: &str, reason: &str) {
        en: "Taken back by {name} on {day}: {reason}",
        es: "Lo retiró {name} el {day}: {reason}",
    }
    puts_right() { en: "puts an earlier one right", es: "corrige uno anterior" }
    see_now() { en: "What stands instead", es: "Lo que vale en su lugar" }
    see_before() { en: "What it said before", es: "Lo que decía antes" }
    why() { en: "Why do you take it back?", es: "¿Por qué lo retiras?" }
    why_hint() {
        en: "Such as: typed twice. Everybody sees it beside the entry. You can leave it empty.",
        es: "Por ejemplo: apuntado dos veces. Todos lo ven junto al apunte. Puedes dejarlo vacío.",
    }
    take_back_text() {
        en: "It stays to be seen, with your name, and counts no more.",
        es: "Queda a la vista, con tu nombre, y deja de contar.",
    }
    other_account(name: &str) { en: "The other side: {name}", es: "La otra parte: {name}" }
    tax_keeps_its_part() {
        en: "When the amount changes, the tax keeps its part of it.",
        es: "Si el importe cambia, el impuesto conserva su parte.",
    }
    row_by_row() { en: "Change it row by row", es: "Cambiarlo fila por fila" }
}
