//! Words of the first screen.

use crate::ui::words::{counted, words};

words! {
    needs_you() { en: "Needs you", es: "Te espera" }
    nothing_needs_you() {
        en: "Nothing waits for you.",
        es: "Nada te espera.",
    }
    while_away() { en: "While you were away", es: "Mientras no estabas" }
    nothing_happened_title() { en: "All quiet", es: "Todo en calma" }
    nothing_happened_text() {
        en: "What the others do shows here, by person. You could begin a topic, or write a page.",
        es: "Aquí se ve lo que hacen los demás, por persona. Puedes abrir un tema, o escribir \
             una página.",
    }
    unread() { en: "Not read yet", es: "Sin leer" }
    awake_now() { en: "Awake now", es: "Despiertos ahora" }
    asleep() { en: "asleep", es: "duerme" }
    world() {
        en: "The world now: where each of us is, and where it is night",
        es: "El mundo ahora: dónde está cada cual y dónde es de noche",
    }
    hours_note() {
        en: "Plain is daylight and hatched is night, where each of us lives; the upright line is now.",
        es: "Lo claro es el día y lo rayado la noche, donde vive cada cual; la línea vertical es \
             ahora.",
    }
    no_zones_text() {
        en: "Nobody has said where they live. Say it in your profile, and your hours show here.",
        es: "Nadie ha dicho dónde vive. Dilo en tu perfil y tus horas se verán aquí.",
    }
    ask_invite_title() { en: "Who should be here with you?", es: "¿Quién debería estar contigo?" }
    ask_invite_text() {
        en: "Until somebody joins, everything is on this device alone. Make a link and send it.",
        es: "Hasta que alguien se una, todo está solo en este dispositivo. Haz un enlace y \
             envíalo.",
    }
    ask_choose_title(page: &str) {
        en: "Two versions of one line in “{page}”",
        es: "Dos versiones de una línea en «{page}»",
    }
    ask_choose_text() {
        en: "Two of you wrote it without knowing of each other. Keep one.",
        es: "Dos la escribisteis sin saber del otro. Conserva una.",
    }
    ask_choose_do() { en: "See both", es: "Ver las dos" }
    ask_profile_title() { en: "Who are you, to the others?", es: "¿Quién eres para los demás?" }
    ask_profile_text() {
        en: "They see only your name so far. A place and the languages you read help them.",
        es: "De momento solo ven tu nombre. Un lugar y las lenguas que lees ayudan.",
    }
    ask_profile_do() { en: "Say a little", es: "Contar un poco" }
    ask_vote_text(until: &str) {
        en: "Votes are taken until {until}.",
        es: "Se vota hasta: {until}.",
    }
    remind(title: &str, until: &str) {
        en: "{title}: your vote is missing. It ends {until}.",
        es: "{title}: falta tu voto. Termina: {until}.",
    }
    ask_again_text(day: &str) {
        en: "To be looked at again, since {day}. Does it still hold?",
        es: "Toca volver a mirarlo, desde el {day}. ¿Sigue valiendo?",
    }
    ask_again_do() { en: "Look at it", es: "Mirarlo" }
    ask_vote_do() { en: "Vote", es: "Votar" }
    ask_confirm_title(name: &str) {
        en: "Shall {name} have a vote?",
        es: "¿Tendrá voto {name}?",
    }
    ask_confirm_text() {
        en: "Once more than half of the voters have said yes, they decide together with you.",
        es: "Cuando más de la mitad de los votantes diga que sí, decidirá con vosotros.",
    }
    ask_let_in_title(name: &str) { en: "Shall {name} come in?", es: "¿Entra {name}?" }
    ask_let_in_text() {
        en: "They came by an invitation and wait at the door.",
        es: "Llegó con una invitación y espera a la puerta.",
    }
    ask_approve_title(amount: &str) { en: "Is {amount} right?", es: "¿Está bien {amount}?" }
    ask_pay_title(amount: &str, name: &str) {
        en: "{amount} to be paid to {name}",
        es: "Por pagar a {name}: {amount}",
    }
    ask_pay_do() { en: "Go and pay", es: "Ir a pagar" }
    look_closer() { en: "Look closer", es: "Ver de cerca" }
    ask_confirm_who() { en: "Who are they?", es: "¿Quién es?" }
    planned() { en: "planned", es: "planeó" }
    changed_event() { en: "changed", es: "cambió" }
    opened_motion() { en: "put the motion", es: "propuso la moción" }
    came_back() { en: "came back on a new device.", es: "volvió con un dispositivo nuevo." }
    refused_return() {
        en: "said of somebody at the door: that is not me.",
        es: "dijo de alguien a la puerta: no soy yo.",
    }
    joined() { en: "joined.", es: "se unió." }
    founded() { en: "began this community.", es: "empezó esta comunidad." }
    began() { en: "began", es: "empezó" }
    wrote_in() { en: "wrote in", es: "escribió en" }
    wrote_page() { en: "wrote on", es: "escribió en" }
}

counted! {
    needs_aside(n) { en: "{n} thing" | "{n} things", es: "{n} cosa" | "{n} cosas" }
    more_money(n) {
        en: "and {n} more expense" | "and {n} more expenses",
        es: "y {n} gasto más" | "y {n} gastos más",
    }
    more_work(n) {
        en: "and {n} more piece of work" | "and {n} more pieces of work",
        es: "y {n} trabajo más" | "y {n} trabajos más",
    }
    awake_aside(n, all: u32) {
        en: "{n} of {all}" | "{n} of {all}",
        es: "{n} de {all}" | "{n} de {all}",
    }
    pages_in_one_go(n) {
        en: "{n} page" | "{n} pages in one go",
        es: "{n} página" | "{n} páginas de una vez",
    }
}
