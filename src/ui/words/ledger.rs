//! Words of the ledger's rows and of what opens under them.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Ledger", es: "Libro" }
    newest_first() { en: "newest first", es: "lo más nuevo primero" }
    nothing_yet() { en: "Nothing has moved yet.", es: "Aún no se ha movido nada." }
    recorded_by(name: &str) { en: "Written down by {name}", es: "Lo apuntó {name}" }
    corrected_by(name: &str) { en: "Put right by {name}", es: "Lo corrigió {name}" }
    spent_on(what: &str) { en: "asked for money: {what}", es: "pidió dinero: {what}" }
    was_paid() { en: "was paid.", es: "cobró." }
    gave_credits(to: &str) { en: "gave {to} credits.", es: "dio créditos a {to}." }
    what_was_closed() { en: "Something that was closed", es: "Algo ya cerrado" }
    was_reversed() { en: "was corrected: this takes it back.", es: "se corrigió: esto lo retira." }
    the_books() { en: "The books", es: "Las cuentas" }
    were_closed() { en: "were closed and shared out.", es: "se cerraron y se repartió." }
    budget_granted() { en: "may be spent from now on.", es: "se puede gastar desde ahora." }
    ordered() { en: "ordered from us.", es: "nos hizo un encargo." }
    rejected(name: &str, reason: &str) {
        en: "Rejected by {name}: {reason} Nothing was booked.",
        es: "Lo rechazó {name}: {reason} No se anotó nada.",
    }
    beyond_right() {
        en: "Refused: beyond the right to spend. Nothing was booked.",
        es: "No valió: iba más allá del derecho a gastar. No se anotó nada.",
    }
    void() { en: "does not count", es: "no cuenta" }
    late_for(month: &str) { en: "late, for {month}", es: "tarde, de {month}" }
    nothing_booked() { en: "Nothing moved by it.", es: "No movió nada." }
    postings() { en: "Each currency sums to zero", es: "Cada moneda suma cero" }
    account() { en: "Account", es: "Cuenta" }
    sum() { en: "Sum", es: "Suma" }
    rate(rate: &str, base: &str) { en: "{rate} for 1 {base}", es: "{rate} por 1 {base}" }
    receipt() { en: "The receipt", es: "El recibo" }
    add_receipt() { en: "Add a picture of the receipt", es: "Añadir una foto del recibo" }
    correct() { en: "Put it right", es: "Corregirlo" }
    take_back() { en: "Take it back", es: "Retirarlo" }
    another_row() { en: "Another row", es: "Otra fila" }
    remove_row() { en: "Remove this row", es: "Quitar esta fila" }
    must_balance() {
        en: "What comes to one account goes from another: with a minus.",
        es: "Lo que llega a una cuenta sale de otra: con un menos.",
    }
    balances() { en: "It sums to zero.", es: "Suma cero." }
    off_by(left: &str) { en: "Not zero yet: {left}", es: "Aún no suma cero: {left}" }
    rate_free() { en: "Rate between the two currencies", es: "Cambio entre las dos monedas" }
}

counted! {
    earlier(n) {
        en: "Show earlier, {n} more" | "Show earlier, {n} more",
        es: "Ver antes, {n} más" | "Ver antes, {n} más",
    }
}
