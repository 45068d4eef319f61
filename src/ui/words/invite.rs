//! Words of invitations.

use crate::ui::words::{counted, words};

words! {
    title() { en: "Invite somebody", es: "Invitar a alguien" }
    lede() {
        en: "Make a link and send it as you like. Whoever opens it says a name and is in.",
        es: "Haz un enlace y envíalo como quieras. Quien lo abra dice un nombre y entra.",
    }
    made() { en: "The link is made.", es: "El enlace está hecho." }
    number_between(most: u32) {
        en: "A whole number from 1 to {most}.",
        es: "Un número entero de 1 a {most}.",
    }
    how_many() { en: "For how many people?", es: "¿Para cuántas personas?" }
    how_long() { en: "Good for how many days?", es: "¿Cuántos días vale?" }
    make() { en: "Make a link", es: "Hacer un enlace" }
    who_reads() {
        en: "Whoever joins reads everything that the members ever wrote here, and keeps a copy \
             of it. Send the link only to people you would show all of it.",
        es: "Quien se une lee todo lo que los miembros han escrito aquí, y guarda una copia. \
             Envía el enlace solo a quien le mostrarías todo.",
    }
    your_link() { en: "Your link", es: "Tu enlace" }
    copy() { en: "Copy the link", es: "Copiar el enlace" }
    copied() { en: "Copied.", es: "Copiado." }
    not_copied() {
        en: "The browser did not let it be copied. Select the link and copy it by hand.",
        es: "El navegador no dejó copiarlo. Selecciona el enlace y cópialo a mano.",
    }
    qr_label() {
        en: "The same link as a QR code, for a camera",
        es: "El mismo enlace como código QR, para una cámara",
    }
    link_note() {
        en: "The link is a key: who has it can come in until it is used up, withdrawn or too old.",
        es: "El enlace es una llave: quien lo tiene puede entrar hasta que se agote, se retire \
             o caduque.",
    }
    online_note() {
        en: "To be let in, they need you or any other member to have Phyle open.",
        es: "Para entrar, hace falta que tú u otro miembro tengáis Phyle abierto.",
    }
    list() { en: "Invitations", es: "Invitaciones" }
    none_title() { en: "No invitation yet", es: "Aún no hay invitaciones" }
    none_text() {
        en: "Those that you or others make show here, with who came by them.",
        es: "Las que hagáis se verán aquí, con quién vino por ellas.",
    }
    made_by(name: &str, day: &str) { en: "Made by {name} on {day}", es: "De {name}, el {day}" }
    came(names: &str) { en: "Came by it: {names}", es: "Vinieron: {names}" }
    nobody_came() { en: "Nobody came by it yet", es: "Nadie vino aún" }
    open_until(day: &str) { en: "Open until {day}", es: "Abierta hasta el {day}" }
    used_up() { en: "Used up", es: "Agotada" }
    expired(day: &str) { en: "Ended on {day}", es: "Terminó el {day}" }
    withdrawn() { en: "Withdrawn", es: "Retirada" }
    show_link() { en: "Show its link", es: "Mostrar su enlace" }
    withdraw() { en: "Withdraw", es: "Retirar" }
    withdrawn_now() {
        en: "Withdrawn. Nobody more comes in by it.",
        es: "Retirada. Nadie más entrará por ella.",
    }
}

counted! {
    uses(n, used: u32) {
        en: "{used} of {n} person" | "{used} of {n} people",
        es: "{used} de {n} persona" | "{used} de {n} personas",
    }
}
