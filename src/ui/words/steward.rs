//! Words of who runs a venture, who takes part, what it looks for, and how it is paid.

use crate::ui::words::{counted, words};

words! {
    who_runs() { en: "Who runs it", es: "Quién la lleva" }
    nobody_yet() {
        en: "Nobody was elected yet. Those who have a vote can elect stewards for a term.",
        es: "Aún no se eligió a nadie. Quienes tienen voto pueden elegir encargados por un plazo.",
    }
    until(day: &str) { en: "Elected until {day}", es: "Hasta el {day}" }
    ends_soon(day: &str, left: &str) {
        en: "Their term ends on {day}, in {left}. Elect again in time.",
        es: "Su plazo termina el {day}, en {left}. Elegid de nuevo a tiempo.",
    }
    ends_today() {
        en: "Their term ends today. Elect again.",
        es: "Su plazo termina hoy. Elegid de nuevo.",
    }
    term_over(day: &str) {
        en: "Their term ended on {day}. Nobody runs it until you elect again.",
        es: "Su plazo terminó el {day}. Nadie la lleva hasta que elijáis de nuevo.",
    }
    runs(names: &str, day: &str) { en: "Run by {names} until {day}", es: "La lleva {names} hasta el {day}" }
    ran(day: &str) {
        en: "Nobody runs it since {day}",
        es: "Nadie la lleva desde el {day}",
    }
    by_decision() { en: "The decision", es: "La decisión" }
    elect() { en: "Elect stewards", es: "Elegir encargados" }
    elect_text() {
        en: "Choose who shall run it and until when. Then you put it to everybody’s vote. Those who run it \
             now are replaced.",
        es: "Elige quién la llevará y hasta cuándo. Luego lo propones a votación. Sustituyen a quienes la \
             llevan ahora.",
    }
    who_shall() { en: "Who shall run it", es: "Quién la llevará" }
    until_when() { en: "Until", es: "Hasta el" }
    nobody_chosen() { en: "Choose at least one person.", es: "Elige al menos a una persona." }
    until_past() { en: "Choose a day that is still to come.", es: "Elige un día que aún no ha llegado." }
    to_vote() { en: "Put it to the vote", es: "Proponerlo a votación" }
    does_elect(day: &str) {
        en: "These people run the venture until {day}:",
        es: "Estas personas llevan la iniciativa hasta el {day}:",
    }
    see_venture() { en: "See the venture", es: "Ver la iniciativa" }
    steward_of(venture: &str) { en: "Steward of {venture}", es: "Lleva {venture}" }
    elected_until(day: &str) { en: "Elected, until {day}", es: "Por elección, hasta el {day}" }

    takes_part() { en: "Who takes part", es: "Quién participa" }
    nobody_takes_part() { en: "Nobody says so yet.", es: "Nadie lo dice aún." }
    join() { en: "I take part", es: "Participo" }
    leave() { en: "I no longer take part", es: "Ya no participo" }

    looks_for() { en: "What it looks for", es: "Qué busca" }
    looks_for_nothing() { en: "It looks for nothing now.", es: "Ahora no busca nada." }
    say_need() { en: "Say what it looks for", es: "Decir qué busca" }
    need() { en: "Who or what", es: "Quién o qué" }
    need_hint() { en: "Such as: An illustrator", es: "Por ejemplo: Alguien que ilustre" }
    need_said() { en: "It is on the page now.", es: "Ya está en la página." }
    found_it() { en: "It is found", es: "Ya lo hay" }
    how_found() { en: "Who or what it was", es: "Quién o qué fue" }
    how_found_hint() { en: "Leave it empty if you like.", es: "Puedes dejarlo vacío." }
    found_on(day: &str) { en: "Found {day}", es: "Desde el {day}" }
    found_how(day: &str, how: &str) { en: "Found {day}: {how}", es: "Desde el {day}: {how}" }

    terms() { en: "How it is paid", es: "Cómo se le paga" }
    terms_none() {
        en: "Nothing is written down yet. Invoices need it.",
        es: "Aún no hay nada apuntado. Hace falta para las facturas.",
    }
    change_terms() { en: "Write down how it is paid", es: "Apuntar cómo se le paga" }
    from() { en: "From", es: "De" }
    from_hint() {
        en: "Name, address, tax number, as on paper.",
        es: "Nombre, dirección, NIF, como en papel.",
    }
    pay() { en: "How to pay", es: "Cómo pagar" }
    pay_hint() {
        en: "An account, a reference, whatever the payer must know.",
        es: "Una cuenta, una referencia, lo que deba saber quien paga.",
    }
    days() { en: "Days until an invoice is due", es: "Días hasta el vencimiento" }
    days_wrong() { en: "A number of days from 0 to 365.", es: "Un número de días de 0 a 365." }
    terms_kept() { en: "It stands on invoices from now on.", es: "Desde ahora figura en las facturas." }
}

counted! {
    needs_count(n) { en: "looks for {n} thing" | "looks for {n} things", es: "busca {n} cosa" | "busca {n} cosas" }
}
