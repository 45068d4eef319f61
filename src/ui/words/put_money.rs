//! Words of motions about money: their fields, and what they do.

use crate::ui::words::{counted, words};

words! {
    terms() { en: "We count money differently", es: "Contamos el dinero de otro modo" }
    terms_text() {
        en: "The currency, the limit of credits, how many approve what is spent.",
        es: "La moneda, el límite de créditos, cuántos aprueban un gasto.",
    }
    budget() { en: "Some of us may spend", es: "Algunas personas pueden gastar" }
    budget_text() {
        en: "A budget, and who may spend how much of it.",
        es: "Un presupuesto, y quién puede gastar cuánto.",
    }
    given() { en: "As prepared in Economy", es: "Lo preparado en Economía" }
    given_text() {
        en: "Sharing out, closing the books, or who runs a venture.",
        es: "El reparto, el cierre de las cuentas, o quién lleva una iniciativa.",
    }
    incomplete() {
        en: "A figure or a name is missing, or cannot be read.",
        es: "Falta una cifra o un nombre, o no se puede leer.",
    }
    unreadable() {
        en: "Your program cannot read what this does; reload for a newer one.",
        es: "Tu programa no sabe leer lo que hace; recarga para tener uno más nuevo.",
    }
    books_first() {
        en: "The books are not open yet: that comes first.",
        es: "Las cuentas aún no están abiertas: eso va primero.",
    }
    base() { en: "The currency we count in", es: "La moneda en que contamos" }
    credit_limit() { en: "Limit of credits", es: "Límite de créditos" }
    credit_hint() {
        en: "How far below zero anybody may go; 0 for not at all.",
        es: "Cuánto se puede bajar de cero; 0 para nada.",
    }
    credit_told(limit: &str) { en: "Nobody goes below {limit}.", es: "Nadie baja de {limit}." }
    approvals() { en: "Who approves what is spent", es: "Quién aprueba un gasto" }
    approvals_text() {
        en: "Never the person who gets the money.",
        es: "Nunca quien recibe el dinero.",
    }
    small_up_to() { en: "Small is up to", es: "Pequeño es hasta" }
    small_hint() {
        en: "Leave it empty if all take the same.",
        es: "Déjalo vacío si todo pide lo mismo.",
    }
    approvals_small() { en: "Approvals for small amounts", es: "Aprobaciones de lo pequeño" }
    approvals_above() { en: "Approvals above", es: "Aprobaciones por encima" }
    any_amount() { en: "whatever the amount", es: "sea cual sea la cantidad" }
    up_to(amount: &str) { en: "up to {amount}", es: "hasta {amount}" }
    above(amount: &str) { en: "above {amount}", es: "por encima de {amount}" }
    work() { en: "Hours", es: "Las horas" }
    as_written() { en: "As written down", es: "Como se apuntan" }
    once_confirmed() { en: "Once confirmed", es: "Una vez confirmadas" }
    work_as_written() {
        en: "Hours count as they are written down.",
        es: "Las horas cuentan como se apuntan.",
    }
    work_confirmed() {
        en: "Hours count once somebody else confirmed them.",
        es: "Las horas cuentan cuando otra persona las confirma.",
    }
    closes() { en: "When the books are closed", es: "Cuándo se cierran las cuentas" }
    closes_text() {
        en: "When such a time is over you are told. Closing it is a decision each time.",
        es: "Cuando ese tiempo acaba se os avisa. Cerrarlo es cada vez una decisión.",
    }
    closes_never() { en: "Whenever somebody puts it", es: "Cuando alguien lo proponga" }
    closes_monthly() { en: "Each month", es: "Cada mes" }
    closes_quarterly() { en: "Each quarter", es: "Cada trimestre" }
    closes_yearly() { en: "Each year", es: "Cada año" }
    nobody_may_spend() {
        en: "Say of one person at least how much they may spend.",
        es: "Di al menos de una persona cuánto puede gastar.",
    }
    budget_name() { en: "What the budget is called", es: "Cómo se llama" }
    budget_name_hint() { en: "Such as: Printing", es: "Por ejemplo: Imprenta" }
    who_may_spend() { en: "Who may spend how much", es: "Quién puede gastar cuánto" }

    does_terms(currency: &str) {
        en: "We count in {currency}, with these limits.",
        es: "Contamos en {currency}, con estos límites.",
    }
    does_rule(parts: &str) {
        en: "From then on what is left is shared out: {parts}.",
        es: "Desde entonces lo que queda se reparte: {parts}.",
    }
    does_budget(amount: &str, name: &str) {
        en: "{amount} may be spent for {name}.",
        es: "Se puede gastar {amount} en {name}.",
    }
    does_close(day: &str) {
        en: "The books up to {day} are closed and shared out by the rule in force.",
        es: "Las cuentas hasta el {day} se cierran y se reparte según la regla vigente.",
    }
    closed_span() { en: "What is closed", es: "Qué se cierra" }
    closing_checked() {
        en: "Everybody’s program checks these figures against the entries.",
        es: "El programa de cada cual comprueba estas cifras con los asientos.",
    }
    to_reserve(percent: &str) { en: "{percent} to the reserve", es: "{percent} a la reserva" }
    to_aid(percent: &str) { en: "{percent} to the aid fund", es: "{percent} al fondo de ayuda" }
    to_commons(percent: &str) { en: "{percent} to the commons", es: "{percent} al común" }
    to_members(percent: &str) { en: "{percent} to the members", es: "{percent} a los miembros" }
}

counted! {
    step(n, range: &str) {
        en: "{n} other person {range}." | "{n} other people {range}.",
        es: "{n} persona más {range}." | "{n} personas más {range}.",
    }
}
