//! Words of Decide: the list, the states of a motion, ways of deciding and what was said.

use crate::ui::words::{counted, words};

words! {
    motions() { en: "Motions", es: "Mociones" }
    all_motions() { en: "All motions", es: "Todas las mociones" }
    needs_you() { en: "Needs you", es: "Te espera" }
    nothing_needs_you() { en: "Nothing waits for your vote.", es: "Nada espera tu voto." }
    open() { en: "Open", es: "Abiertas" }
    drafts() { en: "Drafts", es: "Borradores" }
    draft_by(name: &str) { en: "Begun by {name}", es: "Lo empezó {name}" }
    settled() { en: "Settled", es: "Resueltas" }
    empty_title() { en: "Nothing to decide yet", es: "Aún no hay nada que decidir" }
    empty_text() {
        en: "Put a question to all of you: what to do, whom to trust with it, by what rules. \
             Everybody votes in their own time.",
        es: "Plantea una pregunta a todos: qué hacer, a quién confiarlo, con qué reglas. Cada \
             cual vota cuando puede.",
    }
    missing_title() { en: "This motion is not here yet", es: "Esta moción aún no está aquí" }
    missing_text() {
        en: "It may be on its way from another member. It shows as soon as it is here.",
        es: "Quizá venga de camino desde otro miembro. Se verá en cuanto llegue.",
    }
    on_its_way() { en: "A motion on its way", es: "Una moción en camino" }
    two_facts(one: &str, other: &str) { en: "{one}; {other}", es: "{one}; {other}" }
    voted(k: u32, n: u32) { en: "{k} of {n} have voted", es: "{k} de {n} han votado" }
    you_said(what: &str) { en: "you: {what}", es: "tú: {what}" }
    state_incomplete() { en: "Not all of it is here yet", es: "Aún no está entera aquí" }
    state_void() { en: "Not valid", es: "No vale" }
    state_grace() { en: "Waiting for late votes", es: "Esperando votos tardíos" }
    state_sealing(k: u32, n: u32) {
        en: "Being made final: {k} of {n}",
        es: "Haciéndose definitiva: {k} de {n}",
    }
    state_counting() { en: "Being counted", es: "Contándose" }
    state_withdrawn() { en: "Taken back", es: "Retirada" }
    state_passed() { en: "Passed, final", es: "Aprobada, definitiva" }
    state_failed() { en: "Not passed, final", es: "No aprobada, definitiva" }
    state_chosen() { en: "Chosen, final", es: "Elegido, definitivo" }
    state_not_chosen() { en: "Too few took part", es: "Participaron pocos" }
    state_disputed() { en: "Two results: put it again", es: "Dos resultados: hay que repetir" }
    soon() { en: "soon", es: "pronto" }

    majority() { en: "Majority", es: "Mayoría" }
    two_thirds() { en: "Two thirds", es: "Dos tercios" }
    absolute() { en: "More than half of all", es: "Más de la mitad de todos" }
    consent() { en: "Consent", es: "Consentimiento" }
    three_quarters() { en: "Three quarters", es: "Tres cuartos" }
    approval() { en: "Approval", es: "Aprobación" }
    score() { en: "Points from 0 to 5", es: "Puntos de 0 a 5" }
    dots() { en: "Dots", es: "Puntos para repartir" }
    time_poll() { en: "Time poll", es: "Encuesta de hora" }
    ranking() { en: "Order of preference", es: "Orden de preferencia" }
    majority_text() {
        en: "More are for it than against it.",
        es: "Hay más a favor que en contra.",
    }
    two_thirds_text() {
        en: "Of those for or against, two of three are for it.",
        es: "De quienes se pronuncian, dos de cada tres están a favor.",
    }
    absolute_text() {
        en: "More than half of all who have a vote are for it.",
        es: "Más de la mitad de quienes tienen voto está a favor.",
    }
    consent_text() { en: "Nobody objects.", es: "Nadie objeta." }
    three_quarters_text() {
        en: "Of those for or against, three of four are for it.",
        es: "De quienes se pronuncian, tres de cada cuatro están a favor.",
    }
    approval_text() {
        en: "Each marks every option they can live with; the one with most marks wins.",
        es: "Cada cual marca las opciones que acepta; gana la que más marcas tiene.",
    }
    score_text() {
        en: "Each gives every option 0 to 5; the highest sum wins.",
        es: "Cada cual da de 0 a 5 a cada opción; gana la suma más alta.",
    }
    dots_text() {
        en: "Each spreads a number of dots over the options; most dots win.",
        es: "Cada cual reparte unos puntos entre las opciones; gana la que más tiene.",
    }
    time_poll_text() {
        en: "Each says for every hour: cannot, if need be, or well.",
        es: "Cada cual dice de cada hora: no puedo, si hace falta, o bien.",
    }
    ranking_text() {
        en: "Each puts the options in order; the one that beats all others, two by two, wins.",
        es: "Cada cual ordena las opciones; gana la que vence a las demás, de dos en dos.",
    }

    say_for() { en: "for", es: "a favor" }
    say_against() { en: "against", es: "en contra" }
    say_abstain() { en: "abstains", es: "se abstiene" }
    say_agree() { en: "agrees", es: "de acuerdo" }
    say_object() { en: "objects", es: "objeta" }
    you_abstain() { en: "abstained", es: "abstención" }
    you_agree() { en: "agreed", es: "de acuerdo" }
    you_object() { en: "objected", es: "objeción" }
    you_answered() { en: "answered", es: "con respuesta" }
    say_option(option: &str, points: &str) { en: "{option}: {points}", es: "{option}: {points}" }
    say_nothing_given() { en: "nothing given", es: "nada" }
    time_cannot() { en: "cannot", es: "no puede" }
    time_if_need() { en: "if need be", es: "si hace falta" }
    time_well() { en: "well", es: "bien" }

    does_statement() {
        en: "Nothing changes by itself: it stands as what the community said.",
        es: "Nada cambia por sí solo: queda como lo que la comunidad dijo.",
    }
    does_adopt(page: &str) {
        en: "“{page}” becomes the community’s word, as it was when this was put.",
        es: "«{page}» pasa a ser palabra de la comunidad, tal como era al proponerse.",
    }
    does_admit(name: &str) { en: "{name} comes in.", es: "{name} entra." }
    does_admit_on_trial(name: &str, until: &str) {
        en: "{name} comes in, on trial until {until}.",
        es: "{name} entra, a prueba hasta: {until}.",
    }
    does_give(name: &str, role: &str) {
        en: "{name} becomes {role}.",
        es: "{name} asume la función de {role}.",
    }
    does_end(name: &str, role: &str) {
        en: "{name} is {role} no longer.",
        es: "{name} deja la función de {role}.",
    }
    does_confirm(name: &str) {
        en: "{name} has a vote from then on.",
        es: "{name} tiene voto desde entonces.",
    }
    does_remove(name: &str) {
        en: "{name} is a member no longer. What they wrote stays.",
        es: "{name} deja de ser miembro. Lo que escribió se queda.",
    }
    does_rules() {
        en: "From then on, these are the rules by which is decided.",
        es: "Desde entonces, estas son las reglas con que se decide.",
    }
    a_page() { en: "a page", es: "una página" }
}

counted! {
    objections(n) {
        en: "{n} objection" | "{n} objections",
        es: "{n} objeción" | "{n} objeciones",
    }
    points(n) { en: "{n} point" | "{n} points", es: "{n} punto" | "{n} puntos" }
}
