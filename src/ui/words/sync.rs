//! Words of Sync: where everything is, who is connected, and what was tried.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Sync", es: "Enlace" }
    say_everyone() {
        en: "Everything you wrote is with everyone.",
        es: "Todo lo que escribiste está con todos.",
    }
    say_some(k: u32, n: u32) {
        en: "Everything you wrote is with {k} of {n}.",
        es: "Todo lo que escribiste está con {k} de {n}.",
    }
    say_here() {
        en: "What you wrote is on this device alone.",
        es: "Lo que escribiste está solo en este dispositivo.",
    }
    say_saving() { en: "Being saved on this device…", es: "Guardándose en este dispositivo…" }
    say_alone() {
        en: "You are the only member yet; everything is on this device.",
        es: "Eres el único miembro aún; todo está en este dispositivo.",
    }
    checked(here: &str, all: &str) {
        en: "Received and checked: {here} of {all}",
        es: "Recibido y comprobado: {here} de {all}",
    }
    on_device(size: &str) { en: "{size} on this device", es: "{size} en este dispositivo" }
    who_is_connected() { en: "Who is connected", es: "Quién está conectado" }
    connected_aside(now: u32, all: u32) {
        en: "{now} of {all} now",
        es: "{now} de {all} ahora",
    }
    has_all() { en: "has all", es: "lo tiene todo" }
    on_the_way(size: &str) { en: "{size} on the way", es: "{size} en camino" }
    has_part() { en: "has not all yet", es: "aún no lo tiene todo" }
    nobody_title() { en: "Nobody else yet", es: "Nadie más aún" }
    nobody_text() {
        en: "When somebody joins by your link, they show here.",
        es: "Cuando alguien se una con tu enlace, se verá aquí.",
    }
    look_now() { en: "Look for the others now", es: "Buscar a los demás ahora" }
    looking() { en: "Looking for the others.", es: "Buscando a los demás." }
    attempts() { en: "What was tried", es: "Qué se intentó" }
    attempts_none() {
        en: "Nothing was tried yet. Look for the others, and each step shows here.",
        es: "Aún no se intentó nada. Busca a los demás y cada paso se verá aquí.",
    }
    attempt_to(name: &str) { en: "To {name}", es: "Hacia {name}" }
    attempt_unknown() { en: "To somebody not known yet", es: "Hacia alguien aún desconocido" }
    last_try(moment: &str) { en: "last try {moment}", es: "último intento: {moment}" }
    earlier_tries() { en: "Earlier attempts", es: "Intentos anteriores" }
    state_done() { en: "connected", es: "conectado" }
    state_running() { en: "under way", es: "en marcha" }
    state_failed() { en: "did not work", es: "no salió" }
    not_tried() { en: "not tried", es: "sin intentar" }
    step_relay() { en: "A relay was reached", es: "Se alcanzó un relé" }
    step_seen() { en: "They were seen", es: "Se le vio" }
    step_offer() { en: "Offer sent", es: "Oferta enviada" }
    step_answer() { en: "Answer came", es: "Llegó respuesta" }
    step_candidates() { en: "Addresses exchanged", es: "Direcciones intercambiadas" }
    step_way() { en: "A way between you", es: "Un camino entre los dos" }
    step_encrypted() { en: "Encrypted", es: "Cifrado" }
    step_proved() { en: "Proved to be a member", es: "Probó ser miembro" }
    help_relay() {
        en: "No relay could be reached. Are you online? Otherwise try other relays in Settings.",
        es: "No se alcanzó ningún relé. ¿Tienes red? Si no, prueba otros relés en Ajustes.",
    }
    help_seen() {
        en: "Nobody answered. They are likely away; this goes on by itself when they open Phyle.",
        es: "Nadie respondió. Estarán fuera; esto sigue solo cuando abran Phyle.",
    }
    help_answer() {
        en: "They were seen, and then went silent. Try again in a moment.",
        es: "Se le vio y luego calló. Prueba de nuevo en un momento.",
    }
    help_way() {
        en: "Your two networks let no direct way through. Try another network, or add a TURN \
             server in Settings. Nothing is lost meanwhile.",
        es: "Vuestras redes no dejan un camino directo. Prueba otra red, o añade un servidor \
             TURN en Ajustes. Nada se pierde entretanto.",
    }
    help_proof() {
        en: "Somebody answered who could not prove to be a member, and was turned away.",
        es: "Respondió alguien que no pudo probar ser miembro, y se le rechazó.",
    }
    clock_ahead(amount: &str) {
        en: "This device's clock is {amount} ahead. You can still meet the others, but what you              write may show for them only when their clocks are there. Set the clock right in              the device's settings.",
        es: "El reloj de este dispositivo va {amount} adelantado. Aún puedes encontrarte con los              demás, pero lo que escribas quizá se vea allí solo cuando sus relojes lleguen a esa              hora. Pon el reloj en hora en los ajustes del dispositivo.",
    }
    clock_behind(amount: &str) {
        en: "This device's clock is {amount} behind. You can still meet the others, but what              they write may show here only when this clock is there. Set the clock right in the              device's settings.",
        es: "El reloj de este dispositivo va {amount} atrasado. Aún puedes encontrarte con los              demás, pero lo que escriban quizá se vea aquí solo cuando este reloj llegue a esa              hora. Pon el reloj en hora en los ajustes del dispositivo.",
    }
    relays() { en: "Relays", es: "Relés" }
    relays_learn() {
        en: "A relay only helps members find each other. It sees that some devices meet, from \
             which network addresses, and when; never who they are, nor a word of what they \
             say.",
        es: "Un relé solo ayuda a que los miembros se encuentren. Ve que algunos dispositivos \
             se juntan, desde qué direcciones de red y cuándo; nunca quiénes son ni qué dicen.",
    }
    relays_none() {
        en: "No relay is set, so nobody can be found. Add one in Settings.",
        es: "No hay ningún relé, así que no se puede encontrar a nadie. Añade uno en Ajustes.",
    }
    relay_idle() { en: "resting", es: "en reposo" }
    relay_connecting() { en: "connecting", es: "conectando" }
    relay_connected() { en: "connected", es: "conectado" }
    relay_waiting(moment: &str) { en: "tries again {moment}", es: "reintenta: {moment}" }
    relay_refused(why: &str) { en: "refuses: {why}", es: "rechaza: {why}" }
    turned_away() { en: "Turned away", es: "Rechazado" }
    turned_away_note() {
        en: "What came and broke a rule was not let in. Nothing of yours was touched.",
        es: "Lo que llegó rompiendo una regla no entró. No se tocó nada tuyo.",
    }
    technical() { en: "For comparing two devices", es: "Para comparar dos dispositivos" }
    state_hash() { en: "State", es: "Estado" }
    state_hash_note() {
        en: "Two devices that show the same signs here hold exactly the same.",
        es: "Dos dispositivos con los mismos signos aquí tienen exactamente lo mismo.",
    }
    this_device() { en: "This device", es: "Este dispositivo" }
    broken_rules() { en: "Broken rules", es: "Reglas rotas" }
    fault_row(rule: &str, code: &str, name: &str) {
        en: "{name}: {code} (rule {rule})",
        es: "{name}: {code} (regla {rule})",
    }
    two_faces() { en: "Signed twice", es: "Firmado dos veces" }
    twice_signed(name: &str, what: &str) {
        en: "{name}: a device of theirs signed two different things in one place of {what}",
        es: "{name}: un dispositivo suyo firmó dos cosas distintas en un mismo lugar de {what}",
    }
    twice_signed_note() {
        en: "Both are kept, with all that others made of them. That device takes part no more; \
             with another one they can go on.",
        es: "Ambas se conservan, con todo lo que otros hicieron con ellas. Ese dispositivo ya no \
             participa; con otro pueden seguir.",
    }
    waits_again() { en: "Back at the door", es: "Otra vez a la puerta" }
    waits_again_row(name: &str) {
        en: "{name} came in by the old rule, and waits to be let in by the new one",
        es: "{name} entró por la regla anterior y espera a que le dejen entrar por la nueva",
    }
    waits_again_note() {
        en: "The rule by which people come in had changed, and that was not known yet where they \
             were let in. Nobody did anything wrong, and nothing they wrote is lost.",
        es: "La regla para entrar había cambiado, y aún no se sabía donde les dejaron entrar. Nadie \
             hizo nada mal, y nada de lo que escribieron se pierde.",
    }
    not_opened() { en: "Not opened", es: "Sin abrir" }
    not_opened_note() {
        en: "What this device holds of it cannot be read. The others are asked for it again.",
        es: "Lo que guarda este dispositivo no se puede leer. Se pide otra vez a los demás.",
    }
}

counted! {
    minutes(n) { en: "{n} minute" | "{n} minutes", es: "{n} minuto" | "{n} minutos" }
    hours(n) { en: "{n} hour" | "{n} hours", es: "{n} hora" | "{n} horas" }
    days(n) { en: "{n} day" | "{n} days", es: "{n} día" | "{n} días" }
    only_here(n) {
        en: "{n} post or edit is on this device alone"
            | "{n} posts and edits are on this device alone",
        es: "{n} entrada o cambio está solo en este dispositivo"
            | "{n} entradas y cambios están solo en este dispositivo",
    }
}
