//! Words of a person's page: what they do for all, and what comes of it.

use crate::ui::words::words;

words! {
    who_i_am() { en: "Who I am here", es: "Quién soy aquí" }
    what_i_do() { en: "What I do for us", es: "Qué hago por nosotros" }
    what_comes() { en: "What comes of it", es: "Qué resulta de ello" }
    print() { en: "Print", es: "Imprimir" }
    not_open() {
        en: "Once the community opens its books, what comes of the work stands here.",
        es: "Cuando la comunidad abra sus cuentas, aquí estará lo que resulta del trabajo.",
    }
    right_left(granted: &str, left: &str) {
        en: "Can spend {granted} for all of us; {left} is left.",
        es: "Puede gastar {granted} por todos; quedan {left}.",
    }
    confirmed_by(names: &str) { en: "Confirmed by {names}", es: "Lo confirma {names}" }
    in_month(month: &str) { en: "in {month}", es: "en {month}" }
    since(day: &str) { en: "since {day}", es: "desde el {day}" }
    so_far() { en: "so far", es: "hasta ahora" }
    between(from: &str, until: &str) { en: "from {from} to {until}", es: "del {from} al {until}" }
    until(day: &str) { en: "until {day}", es: "hasta el {day}" }
    no_hours(period: &str) {
        en: "No hours written down {period}.",
        es: "Sin horas apuntadas {period}.",
    }
    of_all(period: &str, all: &str) {
        en: "{period}, of {all} that all of us gave",
        es: "{period}, de {all} que dimos entre todos",
    }
    part_of_venture(percent: &str, name: &str) { en: "{percent} of {name}", es: "{percent} de {name}" }
    venture_hours(mine: &str, all: &str) {
        en: "{mine} of its {all} hours.",
        es: "{mine} de sus {all} horas.",
    }
    began_it() { en: "Began it", es: "La empezó" }
    takes_part() { en: "Takes part in it", es: "Participa en ella" }
    how_it_was_made() { en: "How it is made", es: "Cómo se hace" }
    paid_on(day: &str) { en: "Paid on {day}", es: "Pagado el {day}" }
    nothing_shared() {
        en: "Nothing has been shared out yet.",
        es: "Aún no se ha repartido nada.",
    }
    my_part(period: &str) { en: "my part, {period}", es: "mi parte, {period}" }
    how_it_came_about() { en: "How it came about", es: "De dónde sale" }
    for_members(percent: &str, surplus: &str) {
        en: "For members, {percent} of {surplus}",
        es: "Para miembros, {percent} de {surplus}",
    }
    my_hours_of_all() { en: "My hours of all hours", es: "Mis horas de todas" }
    hours_of(mine: &str, all: &str) { en: "{mine} of {all}", es: "{mine} de {all}" }
    my_part_in(code: &str) { en: "My part, {code}", es: "Mi parte, {code}" }
    the_closing() { en: "See the decision", es: "Ver la decisión" }
    all_shares(amount: &str) { en: "{amount} in all", es: "{amount} en total" }
    all_shares_text() { en: "All my parts together.", es: "Todas mis partes juntas." }
    owed(amount: &str) { en: "{amount} to come", es: "{amount} por llegar" }
    owed_text() {
        en: "Mine already, and not paid out yet.",
        es: "Ya es mío y aún no se ha pagado.",
    }
    credits(amount: &str) { en: "{amount} credits", es: "{amount} créditos" }
    credit_from(amount: &str, name: &str) { en: "{amount} from {name}", es: "{amount} de {name}" }
    credit_to(amount: &str, name: &str) { en: "{amount} given to {name}", es: "{amount} a {name}" }
    no_credit() { en: "None given, none taken.", es: "Ni dados ni recibidos." }
    aid(amount: &str) { en: "{amount} of aid", es: "{amount} de ayuda" }
    aid_text() { en: "From the fund that all fill.", es: "Del fondo que llenamos entre todos." }
    others_hours(hours: &str) { en: "{hours} from the others", es: "{hours} de los demás" }
    others_text(names: &str) {
        en: "{names} worked for all of us in the same time, and so for me.",
        es: "{names}: trabajo para todos en el mismo tiempo, y así también para mí.",
    }
    in_common() { en: "In common", es: "En común" }
    in_common_text(reserve: &str, commons: &str) {
        en: "A reserve of {reserve} that is never divided, and {commons} for the commons.",
        es: "Una reserva de {reserve} que nunca se divide, y {commons} para el común.",
    }
}
