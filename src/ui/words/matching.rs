//! Words of laying a bank's or a collective's file beside the books of its account.

use crate::ui::words::{counted, words};

words! {
    account() { en: "Which account the file is of", es: "De qué cuenta es el archivo" }
    account_hint() { en: "Such as: bank", es: "Por ejemplo: banco" }
    comparing() { en: "Comparing it with the books ...", es: "Se compara con las cuentas ..." }
    too_many() {
        en: "The books have too many entries in these days to compare. Choose a file of a shorter time.",
        es: "Las cuentas tienen demasiados asientos en esos días. Elige un archivo de menos tiempo.",
    }
    same_title() { en: "Written down by hand already?", es: "¿Ya apuntado a mano?" }
    same_text() {
        en: "These lines have the amount of an entry that is here, some days apart at most. Say of each \
             whether it is the same: what is the same is not written down again.",
        es: "Estas líneas tienen el importe de un asiento que ya está, con pocos días de diferencia. Di de \
             cada una si es lo mismo: lo mismo no se apunta otra vez.",
    }
    line() { en: "Line of the file", es: "Línea del archivo" }
    entry() { en: "What is here", es: "Lo que hay aquí" }
    entry_of(what: &str) { en: "Entry for “{what}”", es: "Asiento para «{what}»" }
    decide() { en: "The same?", es: "¿Lo mismo?" }
    is_same() { en: "The same", es: "Lo mismo" }
    is_other() { en: "Not the same", es: "Otra cosa" }
    is_new() { en: "It is new", es: "Es nueva" }
    decide_of(what: &str) { en: "Is “{what}” the same?", es: "¿Es «{what}» lo mismo?" }
    all_same() { en: "All of these are the same", es: "Todas son lo mismo" }
    undecided() {
        en: "Say of each line whether it is the same as what is here.",
        es: "Di de cada línea si es lo mismo que lo que hay.",
    }
    chosen_twice() {
        en: "Two lines were given one entry. Choose another one for one of them.",
        es: "Dos líneas tienen el mismo asiento. Elige otro para una de ellas.",
    }
    new_title() { en: "New", es: "Nuevo" }
    new_none() { en: "There is nothing new in the file.", es: "No hay nada nuevo en el archivo." }
    only_here_title() { en: "In the books, not in the file", es: "En las cuentas, no en el archivo" }
    only_here_text() {
        en: "Of the days of the file. Perhaps the bank has not booked it yet, or it was written down twice.",
        es: "De los días del archivo. Quizá el banco aún no lo apuntó, o se anotó dos veces.",
    }
    balance_title() { en: "At the end of the file", es: "Al final del archivo" }
    in_file() { en: "The file says", es: "Dice el archivo" }
    in_file_none() {
        en: "The file tells no balance.",
        es: "El archivo no dice ningún saldo.",
    }
    in_books() { en: "The books say now", es: "Dicen las cuentas ahora" }
    in_books_after() { en: "The books once it is in", es: "Las cuentas tras traerlo" }
    agrees() { en: "Both agree.", es: "Coinciden." }
    books_have_more(by: &str) {
        en: "The books then have {by} more than the file says.",
        es: "Las cuentas tendrán entonces {by} más de lo que dice el archivo.",
    }
    books_have_less(by: &str) {
        en: "The books then have {by} less than the file says.",
        es: "Las cuentas tendrán entonces {by} menos de lo que dice el archivo.",
    }
    matched_lines() { en: "Lines of files that tell the same", es: "Líneas de archivos que dicen lo mismo" }
    matched_with(file: &str, day: &str) {
        en: "Matched with a line of “{file}”, {day}",
        es: "Emparejado con una línea de «{file}», {day}",
    }
    not_the_same() { en: "Take back", es: "Retirar" }
    is_taken_back() {
        en: "They are apart now. The line is asked about again with its file.",
        es: "Ya están separados. De la línea se vuelve a preguntar con su archivo.",
    }
    back_where() {
        en: "What was matched by mistake is taken back in the ledger, under its entry.",
        es: "Lo emparejado por error se retira en el libro, bajo su asiento.",
    }
    when() { en: "Day", es: "Día" }
    what() { en: "What", es: "Qué" }
    amount() { en: "Amount", es: "Importe" }
    more_of(shown: &str, all: &str) { en: "The first {shown} of {all}.", es: "Las primeras {shown} de {all}." }
}

counted! {
    here_already(n) {
        en: "{n} line is here already and is left out."
            | "{n} lines are here already and are left out.",
        es: "{n} línea ya está aquí y se omite." | "{n} líneas ya están aquí y se omiten.",
    }
    new_count(n) { en: "{n} new line" | "{n} new lines", es: "{n} línea nueva" | "{n} líneas nuevas" }
    same_count(n) { en: "{n} line" | "{n} lines", es: "{n} línea" | "{n} líneas" }
    only_here_count(n) { en: "{n} entry" | "{n} entries", es: "{n} asiento" | "{n} asientos" }
}
