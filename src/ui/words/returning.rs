//! Words of coming back after all devices are lost, by the word of the others.

use crate::ui::words::words;

words! {
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
    who() { en: "Who is it?", es: "¿Quién es?" }
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
    said_not_me() {
        en: "Said. They do not come in as you, and everybody is told.",
        es: "Dicho. No entrará como si fuera tú, y todos lo sabrán.",
    }
}
