//! Words of one motion: its time, the vote, the count, and how it becomes final.

use crate::ui::words::{counted, words};

words! {
    kicker(name: &str, method: &str, k: u32, n: u32) {
        en: "Motion by {name}. {method}; {k} of {n} must take part",
        es: "Moción de {name}. {method}; deben participar {k} de {n}",
    }
    if_passes(what: &str) { en: "If it passes: {what}", es: "Si se aprueba: {what}" }
    time_left(span: &str) { en: "{span} left", es: "Queda: {span}" }
    ends_now() { en: "About to end", es: "A punto de acabar" }
    until(moment: &str, place: &str) {
        en: "until {moment} in {place}; you can change your vote until then",
        es: "hasta {moment} en {place}; hasta entonces puedes cambiar tu voto",
    }
    until_reader(moment: &str, place: &str) {
        en: "until {moment} in {place}",
        es: "hasta {moment} en {place}",
    }
    times_are(place: &str) { en: "times are yours, in {place}", es: "a tu hora, en {place}" }

    your_vote() { en: "Your vote", es: "Tu voto" }
    choose_for() { en: "For", es: "A favor" }
    choose_against() { en: "Against", es: "En contra" }
    choose_abstain() { en: "Abstain", es: "Abstenerme" }
    choose_agree() { en: "Agree", es: "De acuerdo" }
    choose_object() { en: "Object", es: "Objetar" }
    choose_ask() { en: "Ask first", es: "Preguntar antes" }
    abstain_note() { en: "counts as taking part", es: "cuenta como participar" }
    ask_note() { en: "no vote yet", es: "aún sin voto" }
    object_note() { en: "it cannot go on like this", es: "así no puede ser" }
    agree_note() { en: "I can live with it", es: "puedo vivir con ello" }
    reason() { en: "Your reason, if you like", es: "Tu motivo, si quieres" }
    reason_needed() {
        en: "What would have to change?",
        es: "¿Qué tendría que cambiar?",
    }
    reason_hint() {
        en: "Everybody will read it beside your name, for good.",
        es: "Todos lo leerán junto a tu nombre, para siempre.",
    }
    question() { en: "What do you want to know?", es: "¿Qué quieres saber?" }
    question_hint() {
        en: "It stands among the questions below. You can vote when you have your answer.",
        es: "Queda entre las preguntas de abajo. Podrás votar cuando tengas respuesta.",
    }
    ask() { en: "Ask", es: "Preguntar" }
    asked() { en: "Your question is there.", es: "Tu pregunta ya está." }
    give() { en: "Give this vote", es: "Dar este voto" }
    given() {
        en: "Your vote is given. You can change it while the motion is open.",
        es: "Has votado. Puedes cambiarlo mientras la moción esté abierta.",
    }
    change() { en: "Change it", es: "Cambiarlo" }
    keep_it() { en: "Leave it as it was", es: "Dejarlo como estaba" }
    given_at(moment: &str) { en: "given {moment}", es: "dado: {moment}" }
    choose_first() { en: "Choose one of these first.", es: "Elige antes una de estas." }
    nothing_chosen() {
        en: "Give at least one option something, or abstain.",
        es: "Da algo al menos a una opción, o abstente.",
    }
    not_elector() {
        en: "You had no vote when this was opened, so yours is not counted here. You can still \
             say what you think below.",
        es: "No tenías voto cuando se abrió, así que aquí el tuyo no cuenta. Aún puedes decir lo \
             que piensas abajo.",
    }
    you_did_not_vote() { en: "You did not vote.", es: "No votaste." }
    points_for(option: &str) { en: "Points for {option}", es: "Puntos para {option}" }
    more_for(option: &str) { en: "One more for {option}", es: "Uno más para {option}" }
    less_for(option: &str) { en: "One less for {option}", es: "Uno menos para {option}" }
    rank_of(option: &str) { en: "Place of {option}", es: "Puesto de {option}" }
    higher(option: &str) { en: "Put {option} higher", es: "Subir {option}" }
    lower(option: &str) { en: "Put {option} lower", es: "Bajar {option}" }
    ranks_hint() {
        en: "1 is the best. Options without a place stand below all others; two may share one.",
        es: "1 es lo mejor. Lo que no tiene puesto va por debajo de todo; dos pueden compartirlo.",
    }
    too_many_dots() { en: "More than you have.", es: "Más de los que tienes." }

    yet_to_vote() { en: "Who has yet to vote", es: "Quién falta por votar" }
    nobody_missing() { en: "Everybody has voted.", es: "Todos han votado." }
    enough_voted(k: u32, n: u32) {
        en: "{k} of {n} have, enough to take part",
        es: "{k} de {n} han votado, bastan",
    }
    not_enough_voted(k: u32, needed: u32) {
        en: "{k} of the {needed} needed have voted",
        es: "han votado {k} de los {needed} necesarios",
    }
    did_not_vote() { en: "Who did not vote", es: "Quién no votó" }
    and_you(names: &str) { en: "{names}; and you", es: "{names}; y tú" }
    you_alone() { en: "You", es: "Tú" }

    count() { en: "The count", es: "El recuento" }
    count_so_far() { en: "The count so far", es: "El recuento por ahora" }
    would_pass() { en: "As it stands, it passes.", es: "Tal como está, se aprueba." }
    would_fail() { en: "As it stands, it does not pass.", es: "Tal como está, no se aprueba." }
    it_takes(what: &str) { en: "What it takes: {what}", es: "Qué hace falta: {what}" }
    too_few() {
        en: "Too few have taken part.",
        es: "Han participado muy pocos.",
    }
    objection_stands() {
        en: "An objection stands. The person who put the motion can change it so that it can be \
             taken back.",
        es: "Hay una objeción en pie. Quien propuso la moción puede cambiarla para que se retire.",
    }
    bar_for(k: u32) { en: "{k} for", es: "{k} a favor" }
    bar_against(k: u32) { en: "{k} against", es: "{k} en contra" }
    bar_abstain(k: u32) { en: "{k} abstained", es: "{k} en abstención" }
    bar_agree(k: u32) { en: "{k} agreed", es: "{k} de acuerdo" }
    bar_object(k: u32) { en: "{k} objected", es: "{k} objetan" }
    bar_missing(k: u32) { en: "{k} not yet", es: "{k} aún no" }
    bar_silent(k: u32) { en: "{k} did not vote", es: "{k} no votaron" }
    ahead() { en: "ahead", es: "en cabeza" }
    chosen() { en: "chosen", es: "elegida" }
    place_of(n: u32) { en: "{n}.", es: "{n}." }
    pairs() { en: "Two by two", es: "De dos en dos" }
    pairs_text() {
        en: "Each figure: how many put the row’s option above the column’s.",
        es: "Cada cifra: cuántos ponen la opción de la fila por encima de la de la columna.",
    }

    reasons() { en: "What was said, objections first", es: "Lo dicho, objeciones primero" }
    no_votes_yet() { en: "Nobody has voted yet.", es: "Nadie ha votado aún." }
    what_it_does() { en: "What it will do, if it passes", es: "Qué hará si se aprueba" }
    what_it_did() { en: "What it does", es: "Qué hace" }
    what_it_would() { en: "What it would have done", es: "Qué habría hecho" }
    nobody_voted() { en: "Nobody voted.", es: "Nadie votó." }
    written_on() { en: "Written together on", es: "Escrita entre todos en" }
    see_page() { en: "Read the page", es: "Leer la página" }
    see_person(name: &str) { en: "See {name}", es: "Ver a {name}" }
    remarks() { en: "Questions and remarks", es: "Preguntas y comentarios" }
    no_remarks() { en: "Nobody has asked anything yet.", es: "Nadie ha preguntado nada aún." }
    write_remark() { en: "Ask or say something", es: "Pregunta o di algo" }
    send() { en: "Send", es: "Enviar" }
    said() { en: "It stands below the motion.", es: "Ya está bajo la moción." }

    void_title() { en: "This motion does not count", es: "Esta moción no cuenta" }
    void_text() {
        en: "It was opened against the rules, so nobody’s program counts it. It can be put again \
             as the rules ask.",
        es: "Se abrió contra las reglas, así que ningún programa la cuenta. Se puede volver a \
             proponer como piden las reglas.",
    }
    withdrawn_title() { en: "Taken back", es: "Retirada" }
    withdrawn_text(name: &str) {
        en: "{name} took this motion back. Nothing is decided by it.",
        es: "{name} retiró esta moción. No decide nada.",
    }
    incomplete_title() { en: "Not all of it is here yet", es: "Aún no está entera aquí" }
    incomplete_text() {
        en: "The rest comes as soon as a member who has it is connected.",
        es: "El resto llega en cuanto se conecte un miembro que lo tenga.",
    }
    disputed_title() { en: "Two results were made final", es: "Hay dos resultados definitivos" }
    disputed_text() {
        en: "Some signed two different counts; their names stand below. Neither result has any \
             effect. Put the motion again, and talk about how this came to be.",
        es: "Hubo quien firmó dos recuentos distintos; sus nombres están abajo. Ninguno vale. \
             Volved a proponer la moción, y hablad de cómo pasó.",
    }
    put_again() { en: "Put it again", es: "Volver a proponerla" }
    grace_title() { en: "Voting is over", es: "La votación ha terminado" }
    grace_text(moment: &str) {
        en: "Votes that were given in time may still arrive from members who were without a \
             network; we wait for them until {moment}. The count below is not the last word.",
        es: "Aún pueden llegar votos dados a tiempo por quien estaba sin red; los esperamos \
             hasta {moment}. El recuento de abajo no es la última palabra.",
    }
    sealing_title() { en: "Voting is over", es: "La votación ha terminado" }
    sealing_text(k: u32, n: u32) {
        en: "The members’ programs are making the result final: {k} of {n} needed have signed. \
             This goes on by itself whenever enough of you are connected; nobody has to do \
             anything.",
        es: "Los programas de los miembros hacen definitivo el resultado: han firmado {k} de {n} \
             necesarios. Sigue solo cuando hay bastantes conectados; nadie tiene que hacer nada.",
    }
    sealing_start(k: u32, n: u32) {
        en: "The members’ programs are agreeing on which votes there are: {k} of {n} needed have \
             answered. Then they sign. This goes on by itself whenever enough of you are \
             connected.",
        es: "Los programas de los miembros acuerdan qué votos hay: han contestado {k} de {n} \
             necesarios. Luego firman. Sigue solo cuando hay bastantes conectados.",
    }
    sealing_wait() {
        en: "Enough of the members’ programs have said which votes they hold. The others are given \
             ten minutes more; then they sign. This goes on by itself whenever enough of you are \
             connected.",
        es: "Bastantes programas de los miembros han dicho qué votos tienen. Se da a los demás \
             diez minutos más; luego firman. Sigue solo cuando hay bastantes conectados.",
    }
    not_here_yet() { en: "Whose vote is not here yet", es: "De quién falta el voto" }
    have_signed() { en: "have signed", es: "han firmado" }
    took_part() { en: "took part", es: "participaron" }
    ring(k: u32, n: u32) { en: "{k} of {n}", es: "{k} de {n}" }
    passed_by(favour: u32, against: u32) {
        en: "Passed, {favour} to {against}",
        es: "Aprobada, {favour} a {against}",
    }
    failed_by(favour: u32, against: u32) {
        en: "Not passed, {favour} to {against}",
        es: "No aprobada, {favour} a {against}",
    }
    passed() { en: "Passed", es: "Aprobada" }
    failed() { en: "Not passed", es: "No aprobada" }
    chosen_is(option: &str) { en: "Chosen: {option}", es: "Elegida: {option}" }
    nothing_was_chosen() { en: "Nothing was chosen", es: "No se eligió nada" }
    it_is_final() { en: "It is final.", es: "Es definitivo." }
    final_text() {
        en: "The members’ programs have signed this count. Nobody can change it any more.",
        es: "Los programas de los miembros firmaron este recuento. Ya nadie puede cambiarlo.",
    }
    final_since(moment: &str) { en: "Final since {moment}.", es: "Definitiva desde: {moment}." }
    late_votes() {
        en: "Votes that came too late are not counted.",
        es: "Los votos que llegaron tarde no cuentan.",
    }
    provisional() {
        en: "Not final yet: nothing happens by it until it is.",
        es: "Aún no es definitivo: nada ocurre por ello hasta que lo sea.",
    }

    steps() { en: "How it went", es: "Cómo fue" }
    step_opened(n: u32) { en: "Opened for {n} voters", es: "Se abrió para {n} votantes" }
    step_over() { en: "The time was up", es: "Acabó el tiempo" }
    step_wait() { en: "Late votes were waited for", es: "Se esperaron votos tardíos" }
    step_final() { en: "Signed by enough of them: final", es: "Firmaron bastantes: definitiva" }
    step_next_final() {
        en: "The members’ programs sign the result",
        es: "Los programas de los miembros firman el resultado",
    }

    of_the_proposer() { en: "Your motion", es: "Tu moción" }
    amend() { en: "Change it", es: "Cambiarla" }
    amend_text() {
        en: "A change makes a new version. The votes given so far are void, and the time starts \
             again.",
        es: "Un cambio hace una versión nueva. Los votos dados quedan sin efecto y el tiempo \
             empieza otra vez.",
    }
    withdraw() { en: "Take it back", es: "Retirarla" }
    withdraw_title() { en: "Take this motion back?", es: "¿Retirar esta moción?" }
    withdraw_ask() {
        en: "Nobody can vote on it any more, and nothing is decided by it. What was said stays to \
             be read.",
        es: "Nadie podrá votarla ya, y no decide nada. Lo dicho se queda para leerlo.",
    }
    withdrawn() { en: "The motion is taken back.", es: "La moción está retirada." }
    earlier() { en: "Earlier versions", es: "Versiones anteriores" }
    earlier_at(moment: &str, title: &str) { en: "{title}, {moment}", es: "{title}, {moment}" }
    faults() { en: "Not counted", es: "Sin contar" }
    fault_by(name: &str, moment: &str) { en: "{name}, {moment}", es: "{name}, {moment}" }
    where_it_is() { en: "Where it is", es: "Dónde está" }
    calendar() { en: "Put the end in my calendar", es: "Poner el final en mi calendario" }
    calendar_text() {
        en: "A file for your calendar, with an alarm a day before.",
        es: "Un archivo para tu calendario, con un aviso un día antes.",
    }
    calendar_title(title: &str) { en: "Vote: {title}", es: "Votar: {title}" }
    calendar_head() { en: "Remind me", es: "Recordármelo" }
    review_to_come(day: &str) {
        en: "To be looked at again on {day}.",
        es: "Se volverá a mirar el {day}.",
    }
    review_due(day: &str) {
        en: "To be looked at again, since {day}",
        es: "Toca volver a mirarlo, desde el {day}",
    }
    review_due_text() {
        en: "Does it still hold? It stays as it is until you decide otherwise.",
        es: "¿Sigue valiendo? Se queda como está hasta que decidáis otra cosa.",
    }
    review_stands() { en: "It stands as it is", es: "Se queda como está" }
    review_again() { en: "Put it again", es: "Volver a proponerla" }
    review_said() { en: "Said: it stands as it is.", es: "Dicho: se queda como está." }
    review_upheld(name: &str, day: &str) {
        en: "Looked at again: it stands as it is, says {name}, on {day}.",
        es: "Se volvió a mirar: se queda como está, dice {name}, el {day}.",
    }
    review_put_again() { en: "Looked at again by:", es: "Se vuelve a mirar con:" }
    looks_again() {
        en: "Looks again at this, and takes its place once it passes:",
        es: "Vuelve a mirar esto, y ocupa su lugar si se aprueba:",
    }
    review_title(title: &str) { en: "Look again: {title}", es: "Volver a mirar: {title}" }
    review_calendar() { en: "Put the day in my calendar", es: "Poner el día en mi calendario" }
    review_calendar_text() {
        en: "A file for your calendar; it rings on the morning of that day.",
        es: "Un archivo para tu calendario; avisa la mañana de ese día.",
    }
}

counted! {
    dots_left(n) {
        en: "{n} dot left" | "{n} dots left",
        es: "queda {n} punto" | "quedan {n} puntos",
    }
    round(n) {
        en: "changed {n} time" | "changed {n} times",
        es: "cambiada {n} vez" | "cambiada {n} veces",
    }
    points_sum(n) { en: "{n} point" | "{n} points", es: "{n} punto" | "{n} puntos" }
    marks_sum(n) { en: "{n} mark" | "{n} marks", es: "{n} marca" | "{n} marcas" }
    dots_sum(n) { en: "{n} dot" | "{n} dots", es: "{n} punto" | "{n} puntos" }
}
