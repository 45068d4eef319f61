//! Words of coming back after all devices are lost, by the word of the others.

use crate::ui::words::words;

words! {
    title() { en: "Come back", es: "Volver" }
    comes_back_text() {
        en: "Give the name that the others know. They say who you are, and again after 14 days; then \
             you are the same person as before, and the lost devices are off. Rights to spend and \
             credits are lost with them, until you all decide on new ones. A backup or a recovery sheet \
             keeps them, and is quicker.",
        es: "Di el nombre que conocen los demás. Ellos dirán quién eres, y otra vez a los 14 días; \
             entonces serás la misma persona de antes, y los dispositivos perdidos quedarán fuera. Con \
             ellos se pierden los derechos a gastar y los créditos, hasta que decidáis otros. Una copia \
             de seguridad o una hoja de recuperación los conserva, y es más rápido.",
    }
    ask_to_come_back() { en: "Ask to come back", es: "Pedir volver" }
    returning_title(community: &str) {
        en: "You asked to come back to {community}",
        es: "Has pedido volver a {community}",
    }
    returning_text() {
        en: "Tell the others in another way, by voice or in person, that this is you. Leave this device \
             as it is: it is what you come back with.",
        es: "Di a los demás por otro medio, de viva voz o en persona, que eres tú. Deja este \
             dispositivo como está: con él volverás.",
    }
    nobody_vouched() {
        en: "Nobody has said yet who you are.",
        es: "Nadie ha dicho aún quién eres.",
    }
    vouched_so_far(k: u32, n: u32) {
        en: "{k} of {n} have said who you are.",
        es: "{k} de {n} han dicho quién eres.",
    }
    vouched_again_so_far(k: u32, n: u32, day: &str) {
        en: "Enough have said who you are. From {day} on they say so again: {k} of {n} have.",
        es: "Bastantes han dicho quién eres. Desde el {day} lo repiten: {k} de {n} ya lo han hecho.",
    }
    not_them_title() { en: "Somebody said: that is not me", es: "Alguien dijo: no soy yo" }
    not_them() {
        en: "The others took you for a member who still has a device, and on that device they said no. \
             Is the device yours? Go on with that one. Were you taken for somebody else? Ask a member \
             for a new invitation, and begin anew with it.",
        es: "Los demás te tomaron por alguien que aún tiene un dispositivo, y con él dijo que no. ¿Es \
             tuyo ese dispositivo? Sigue con él. ¿Te tomaron por otra persona? Pide a un miembro una \
             invitación nueva y empieza otra vez con ella.",
    }
    begin_anew() { en: "Begin anew", es: "Empezar otra vez" }
    asks() {
        en: "lost all devices and asks to come back",
        es: "perdió todos sus dispositivos y pide volver",
    }
    first_speak() {
        en: "First speak with them in another way: by voice, by picture, in person. Whoever you name \
             comes in with all that is theirs, and the devices they had are off.",
        es: "Habla antes por otro medio: de viva voz, en imagen, en persona. Quien digas entrará con \
             todo lo suyo, y los dispositivos que tenía quedarán fuera.",
    }
    ask_title(name: &str) {
        en: "{name} asks to come back",
        es: "{name} pide volver",
    }
    ask_text() {
        en: "They lost all their devices. Only the others can say who they are.",
        es: "Ha perdido todos sus dispositivos. Solo los demás pueden decir quién es.",
    }
    is_it_you() { en: "Is this you?", es: "¿Eres tú?" }
    is_it_you_text() {
        en: "Somebody at the door is said to be you. If you say nothing, their device takes the place \
             of this one.",
        es: "De alguien a la puerta se dice que eres tú. Si no dices nada, su dispositivo ocupará el \
             lugar de este.",
    }
    who() { en: "Who is it?", es: "¿Quién es?" }
    somebody_else() { en: "It is somebody else", es: "Es otra persona" }
    choose() { en: "Choose a person", es: "Elige una persona" }
    it_is_them() { en: "It is them", es: "Es esa persona" }
    it_is(name: &str) { en: "It is {name}", es: "Es {name}" }
    again(name: &str) { en: "It is still {name}", es: "Sigue siendo {name}" }
    not_me() { en: "That is not me", es: "No soy yo" }
    vouched(name: &str, names: &str, k: u32, n: u32) {
        en: "It is {name}, say {names}: {k} of the {n} it takes.",
        es: "Dicen que es {name}: {names} ({k} de {n}).",
    }
    again_from(name: &str, names: &str, day: &str) {
        en: "It is {name}, say {names}. From {day} on they are to say so again.",
        es: "Dicen que es {name}: {names}. Desde el {day} tienen que repetirlo.",
    }
    vouched_again(name: &str, names: &str, k: u32, n: u32) {
        en: "It is still {name}, say {names}: {k} of the {n} it takes.",
        es: "Repiten que es {name}: {names} ({k} de {n}).",
    }
    refused(name: &str, day: &str) {
        en: "{name} said on {day}, on a device of theirs: that is not me.",
        es: "{name} dijo el {day}, con un dispositivo suyo: no soy yo.",
    }
    you_said() { en: "You said so.", es: "Lo has dicho." }
    you_said_until(day: &str) {
        en: "You said so; say it again from {day} on.",
        es: "Lo has dicho; repítelo desde el {day}.",
    }
    said(name: &str) {
        en: "Said. Once enough have, {name} waits 14 days, and you say it again.",
        es: "Dicho. Cuando lo digáis bastantes, {name} espera 14 días y lo repetís.",
    }
    said_again(name: &str) {
        en: "Said. Once more than half of you have, {name} is back.",
        es: "Dicho. Cuando lo haya dicho más de la mitad, {name} estará de vuelta.",
    }
    said_not_me() {
        en: "Said. They do not come in as you, and everybody is told.",
        es: "Dicho. No entrará como si fuera tú, y todos lo sabrán.",
    }
}
