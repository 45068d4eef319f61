//! Words of sharing out.

use crate::ui::words::words;

words! {
    due_title(until: &str) {
        en: "Everything up to {until} can be closed",
        es: "Todo hasta el {until} se puede cerrar",
    }
    due_text() {
        en: "The time is over. Look what there is to share out, and put the closing to the vote.",
        es: "El plazo terminó. Mira qué hay para repartir y propón el cierre.",
    }
    due_do() { en: "Look and propose", es: "Mirar y proponer" }

    title() { en: "Sharing out", es: "Repartir" }
    title_text() { en: "Try it; nothing moves", es: "Pruébalo; nada se mueve" }
    kicker() {
        en: "A preview: nothing is moved by trying",
        es: "Una prueba: nada se mueve por probar",
    }
    what_there_is() { en: "What there is", es: "Lo que hay" }
    to_share_out() { en: "To share out", es: "Para repartir" }
    open_is_empty() {
        en: "No money has come or gone since. This is what was shared out last: try other rules on \
             it, nothing is moved by trying.",
        es: "Desde entonces no ha entrado ni salido dinero. Esto es lo último que se repartió: \
             prueba otras reglas, probar no mueve nada.",
    }
    is_shared_out() {
        en: "This was shared out. Try other rules on it: nothing is moved by trying.",
        es: "Esto se repartió. Prueba otras reglas: probar no mueve nada.",
    }
    see_open() { en: "See what is open now", es: "Ver lo que está abierto ahora" }
    see_last() { en: "See what was shared out last", es: "Ver lo último que se repartió" }
    nothing_to_share() {
        en: "There is nothing to share out yet. You can try the parts all the same.",
        es: "Aún no hay nada que repartir. Puedes probar las partes igualmente.",
    }
    less_than_nothing(amount: &str) {
        en: "More went out than came in, by {amount}. It comes out of the reserve.",
        es: "Salió más de lo que entró: {amount}. Sale de la reserva.",
    }
    into_parts() { en: "Into four parts", es: "En cuatro partes" }
    part_wrong() {
        en: "Each part is a number from 0 to 100.",
        es: "Cada parte es un número de 0 a 100.",
    }
    together_all() { en: "together 100 %", es: "juntas, 100 %" }
    begin_with() { en: "Begin with", es: "Empezar con" }
    our_rule() { en: "Our rule", es: "Nuestra regla" }
    preset_reserve_and_members() { en: "45 / 45 / 10", es: "45 / 45 / 10" }
    preset_thirds() { en: "Thirds", es: "Tercios" }
    own() { en: "Our own", es: "A mano" }
    reserve() { en: "Reserve", es: "Reserva" }
    reserve_text() { en: "never divided", es: "nunca se divide" }
    aid() { en: "Aid fund", es: "Fondo de ayuda" }
    aid_text() { en: "for needs", es: "para necesidades" }
    commons() { en: "Commons", es: "Común" }
    commons_text() { en: "pages, tools", es: "páginas, útiles" }
    members() { en: "Members", es: "Miembros" }
    members_text() { en: "each of us", es: "cada cual" }
    slider(name: &str) { en: "{name}, per cent", es: "{name}, por ciento" }
    for_each() { en: "For each of us", es: "Para cada cual" }
    members_share() { en: "Members share", es: "Los miembros se reparten" }
    by_hours() { en: "By hours", es: "Por horas" }
    by_hours_text() { en: "Every hour counts the same.", es: "Cada hora cuenta lo mismo." }
    equally() { en: "Equally", es: "Por igual" }
    equally_text() { en: "Everybody gets the same.", es: "Todos reciben lo mismo." }
    mixed() { en: "Mixed", es: "Mixto" }
    mixed_text() {
        en: "A part by hours, the rest equally.",
        es: "Una parte por horas, el resto por igual.",
    }
    mixed_hours() { en: "Per cent by hours", es: "Por ciento por horas" }
    by_streams() { en: "By kind", es: "Por tipo" }
    by_streams_text() {
        en: "An hour of each kind counts so many times. 0 is not at all.",
        es: "Una hora de cada tipo cuenta tantas veces. 0 es nada.",
    }
    by_need() { en: "By need", es: "Por necesidad" }
    by_need_text() {
        en: "So many parts for each; the decision says it.",
        es: "Tantas partes para cada cual; lo dice la decisión.",
    }
    rounding() {
        en: "Each part is rounded down; what remains goes, unit by unit, to the largest \
             fractions. Where two are alike, a cent may fall to the other one in the end.",
        es: "Cada parte se redondea hacia abajo; lo que sobra va, de unidad en unidad, a las \
             fracciones mayores. Si dos son iguales, un céntimo puede tocarle al final a la otra.",
    }
    is_in_force() {
        en: "This is the rule in force. Change a part to propose it.",
        es: "Esta es la regla vigente. Cambia una parte para proponerla.",
    }
    voters_propose() {
        en: "Whoever has a vote can propose this.",
        es: "Quien tiene voto puede proponerlo.",
    }
    propose() { en: "Propose this", es: "Proponer esto" }
    propose_text() {
        en: "It becomes a motion; you can still change its words.",
        es: "Pasa a ser una moción; aún puedes cambiar el texto.",
    }
    question(parts: &str) {
        en: "Do we share out like this: {parts}?",
        es: "¿Repartimos así: {parts}?",
    }
    said_by_hours() { en: "by hours", es: "por horas" }
    said_equally() { en: "equally", es: "por igual" }
    said_by_need() { en: "by need", es: "por necesidad" }
    said_by_streams() { en: "by hours of each kind", es: "por horas de cada tipo" }
    said_mixed(hours: &str, rest: &str) {
        en: "{hours} % by hours and {rest} % equally",
        es: "el {hours} % por horas y el {rest} % por igual",
    }
    streams_told(livelihood: &str, care: &str, commons: &str) {
        en: "An hour counts: livelihood {livelihood}, care {care}, commons {commons}.",
        es: "Una hora cuenta: sustento {livelihood}, cuidados {care}, común {commons}.",
    }
    close_title() { en: "Close and share out", es: "Cerrar y repartir" }
    rule_now(parts: &str) { en: "Our rule: {parts}.", es: "Nuestra regla: {parts}." }
    no_rule() {
        en: "There is no rule yet. Without one everything goes to the reserve.",
        es: "Aún no hay regla. Sin ella, todo va a la reserva.",
    }
    closing_text() {
        en: "A closing is decided by all. What is dated later, or comes late, counts in the next \
             one; what is closed stays as it is.",
        es: "Un cierre lo deciden todos. Lo de después, o lo que llega tarde, cuenta en el \
             siguiente; lo cerrado se queda como está.",
    }
    propose_closing() { en: "Propose closing", es: "Proponer el cierre" }
    closing_form_text() {
        en: "Your program puts the figures into the motion, and everybody’s program checks them.",
        es: "Tu programa pone las cifras en la moción, y el de cada cual las comprueba.",
    }
    close_until() { en: "Up to and including", es: "Hasta este día, incluido" }
    closing_question(month: &str) {
        en: "Do we close {month} and share out?",
        es: "¿Cerramos {month} y repartimos?",
    }
    days_open() { en: "Days to vote", es: "Días para votar" }
}
