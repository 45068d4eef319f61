//! Words of leaving in figures, and of what those who left have to get.

use crate::ui::words::{counted, words};

words! {
    owed(amount: &str) {
        en: "You are owed {amount}. It becomes a claim: the community pays it to you after you left.",
        es: "Se te deben {amount}. Pasa a ser un crédito a tu favor: la comunidad te lo paga después.",
    }
    of_which(capital: &str) {
        en: "{capital} of it is what you put in yourself.",
        es: "De ahí, {capital} es lo que pusiste tú.",
    }
    owed_nothing() {
        en: "You are owed no money, and you owe none.",
        es: "No se te debe dinero, ni debes nada.",
    }
    you_owe(amount: &str) {
        en: "By the books you owe the community {amount}. That stays as it is.",
        es: "Según las cuentas debes a la comunidad {amount}. Eso queda como está.",
    }
    first_due(amount: &str, day: &str) {
        en: "The first {amount} falls due on {day}.",
        es: "Los primeros {amount} vencen el {day}.",
    }
    reserve_stays(amount: &str) {
        en: "The reserve of {amount} stays. It belongs to all and is never divided.",
        es: "La reserva de {amount} se queda. Es de todos y nunca se divide.",
    }
    credit_above(n: &str) {
        en: "You have {n}: others owe you that much. Give them to somebody, or leave them to all.",
        es: "Tienes {n}: otros te deben eso. Dáselos a alguien, o déjalos a todos.",
    }
    credit_below(n: &str) {
        en: "You are {n} below zero: others did that much for you. Make up for it before you go, or \
             all bear it together.",
        es: "Estás {n} por debajo de cero: otros hicieron eso por ti. Compénsalo antes de irte, o lo \
             cargáis entre todos.",
    }
    credit_even() { en: "Your credits are even.", es: "Tus créditos están a cero." }
    figures() { en: "What happens with money", es: "Qué pasa con el dinero" }
    take_first() { en: "Take everything with you first", es: "Llévate antes todo contigo" }

    claims() { en: "What those who left have to get", es: "Lo que han de recibir quienes se fueron" }
    claims_told(days: &str, parts: &str) {
        en: "First part {days} days after leaving; {parts} in all, one each month.",
        es: "Primera parte {days} días después de irse; {parts} en total, una al mes.",
    }
    left_on(day: &str) { en: "left on {day}", es: "se fue el {day}" }
    paid_of(paid: &str, total: &str) { en: "{paid} of {total} is paid.", es: "Pagado: {paid} de {total}." }
    next(amount: &str, day: &str) { en: "Next: {amount} on {day}.", es: "Lo próximo: {amount} el {day}." }
    overdue(amount: &str, day: &str) {
        en: "{amount} was due on {day}.",
        es: "{amount} vencieron el {day}.",
    }
    all_paid() { en: "All of it is paid.", es: "Está todo pagado." }
    pay() { en: "Write down a payment", es: "Apuntar un pago" }
    pay_title(name: &str) { en: "Paid to {name}", es: "Pagado a {name}" }
    payment(name: &str) { en: "Paid to {name}, who left.", es: "Pagado a {name}, que se fue." }
    schedule() { en: "What falls due when", es: "Qué vence cuándo" }
    due() { en: "Due on", es: "Vence el" }
    part() { en: "Part", es: "Parte" }
    unsettled(name: &str) {
        en: "{name} left, and what they put in and their credits are not settled yet.",
        es: "{name} se fue, y aún no se ha saldado lo que puso ni sus créditos.",
    }
    settle() { en: "Settle it", es: "Saldarlo" }
    settled_done() { en: "Settled.", es: "Saldado." }
    was_settled() { en: "left, and it was settled.", es: "se fue, y quedó saldado." }
    borne(n: &str) {
        en: "{n} of those who left are borne by all.",
        es: "{n} de quienes se fueron los llevan todos.",
    }

    terms() { en: "Those who leave are paid", es: "A quien se va se le paga" }
    first_days() { en: "First part so many days after leaving", es: "Primera parte, días después de irse" }
    parts() { en: "In so many monthly parts", es: "En cuántas partes mensuales" }

    capital() { en: "A member puts money in", es: "Un miembro pone dinero" }
    capital_text() {
        en: "Their own, to be paid back when they leave",
        es: "Suyo, se le devuelve cuando se va",
    }
    capital_who() { en: "Who puts it in", es: "Quién lo pone" }
    capital_what(name: &str) { en: "{name} put money in.", es: "{name} puso dinero." }
}

counted! {
    in_parts(n) {
        en: "It is paid in {n} part." | "It is paid in {n} parts, one each month.",
        es: "Se paga en {n} parte." | "Se paga en {n} partes, una al mes.",
    }
}
