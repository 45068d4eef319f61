//! Words of the settings.

use crate::ui::words::words;

words! {
    title() { en: "Settings", es: "Ajustes" }
    reading() { en: "Language and light", es: "Lengua y luz" }
    language() { en: "Language of the interface", es: "Lengua de la interfaz" }
    theme() { en: "Light or dark", es: "Claro u oscuro" }
    theme_system() { en: "As the device", es: "Como el dispositivo" }
    theme_light() { en: "Light", es: "Claro" }
    theme_dark() { en: "Dark", es: "Oscuro" }
    keeping() { en: "What is kept on this device", es: "Lo que se guarda en este dispositivo" }
    persistence_granted() {
        en: "The browser promised to keep everything, even when the device runs low on room.",
        es: "El navegador prometió conservarlo todo, aunque falte sitio en el dispositivo.",
    }
    persistence_denied() {
        en: "The browser may clear this site’s data when room runs low. Installing the program, \
             or bookmarking it, often changes that.",
        es: "El navegador puede borrar los datos del sitio si falta espacio. Instalar el \
             programa, o guardarlo en marcadores, suele cambiarlo.",
    }
    persistence_unasked() {
        en: "The browser was not asked yet to keep everything.",
        es: "Aún no se pidió al navegador que lo conserve todo.",
    }
    persistence_unanswered() {
        en: "The browser was asked to keep everything and did not answer.",
        es: "Se pidió al navegador que lo conserve todo y no respondió.",
    }
    ask_to_keep() { en: "Ask it to keep everything", es: "Pedirle que lo conserve todo" }
    keys_safe() {
        en: "Your key is in the browser’s own store: this page can sign with it, and nobody can \
             read it out.",
        es: "Tu clave está en el almacén del navegador: esta página firma con ella, y nadie \
             puede leerla.",
    }
    keys_stored() {
        en: "Your key is kept with this site’s data, because this browser offers nothing safer. \
             Whoever can read the files of this browser could copy it.",
        es: "Tu clave se guarda con los datos del sitio, porque este navegador no ofrece nada \
             más seguro. Quien pueda leer sus archivos podría copiarla.",
    }
    way_back_title() { en: "Keep a way back", es: "Guarda un camino de vuelta" }
    way_back_text() {
        en: "The other members’ devices hold a copy of all that reached them, but not of your \
             key. A backup, a second device or a recovery sheet brings you back as yourself.",
        es: "Los dispositivos de los demás tienen copia de lo que les llegó, pero no de tu \
             clave. Una copia de seguridad, un segundo dispositivo o una hoja de recuperación te \
             trae de vuelta.",
    }
    reminders() { en: "Reminders", es: "Recordatorios" }
    reminders_text() {
        en: "While Phyle is open you are reminded of a motion that waits for your vote: a day before \
             its end, and two hours before.",
        es: "Mientras Phyle está abierto se te recuerda una moción que espera tu voto: un día antes \
             de su final, y dos horas antes.",
    }
    reminders_closed() {
        en: "When it is closed nothing can ring: nobody’s server watches for you. Put the end into \
             your calendar from the motion’s page.",
        es: "Cuando está cerrado nada puede avisar: ningún servidor vigila por ti. Pon el final en tu \
             calendario desde la página de la moción.",
    }
    notices_begin() { en: "Remind me on this device too", es: "Avisarme también en el dispositivo" }
    notices_on() {
        en: "This device shows the reminders as notices too, with the motion’s name.",
        es: "El dispositivo también muestra los recordatorios, con el nombre de la moción.",
    }
    notices_end() { en: "Only inside Phyle", es: "Solo dentro de Phyle" }
    notices_refused() {
        en: "The browser refuses notices from this page. You can allow them in its settings for this \
             site.",
        es: "El navegador rechaza los avisos de esta página. Puedes permitirlos en sus ajustes para \
             este sitio.",
    }
    notices_unknown() {
        en: "This browser gives no notices to pages. Reminders show inside Phyle.",
        es: "Este navegador no da avisos a las páginas. Los recordatorios se ven dentro de Phyle.",
    }
    devices() { en: "Your devices", es: "Tus dispositivos" }
    devices_text() {
        en: "On each of them you are the same person. With two, losing one loses nothing.",
        es: "En cada uno eres la misma persona. Con dos, perder uno no pierde nada.",
    }
    this_device() { en: "This device", es: "Este dispositivo" }
    another_device() { en: "Another device", es: "Otro dispositivo" }
    since(day: &str) { en: "since {day}", es: "desde el {day}" }
    device_here() { en: "Connected now", es: "Conectado ahora" }
    device_seen(day: &str) {
        en: "Last connected with this one on {day}",
        es: "Conectado con este por última vez el {day}",
    }
    device_not_seen() {
        en: "Never connected with this one",
        es: "Nunca conectado con este",
    }
    device_seals() {
        en: "Signs for you: seals your decisions, gives your credits, spends your rights.",
        es: "Firma por ti: sella tus decisiones, da tus créditos, gasta tus derechos.",
    }
    device_seals_there() {
        en: "Open Phyle there now and then.",
        es: "Abre Phyle allí de vez en cuando.",
    }
    hand_on() { en: "Let it sign for me", es: "Que firme por mí" }
    hand_on_title() {
        en: "Should that device sign for you?",
        es: "¿Que ese dispositivo firme por ti?",
    }
    hand_on_text() {
        en: "What must not happen twice is done by one of your devices at a time: it seals your \
             decisions, gives your credits and spends your rights. From now on that is the one you \
             chose. It begins once it has what this one did, so leave both open for a moment.",
        es: "Lo que no debe hacerse dos veces lo hace uno solo de tus dispositivos: sella tus \
             decisiones, da tus créditos y gasta tus derechos. Desde ahora será el que elegiste. Empezará \
             cuando tenga lo que hizo este: deja los dos abiertos un momento.",
    }
    hand_on_running() {
        en: "Decisions that are running now stay with this device: open Phyle here until they are \
             sealed.",
        es: "Las decisiones ya en curso se quedan con este dispositivo: abre Phyle aquí hasta que \
             estén selladas.",
    }
    hand_on_back() {
        en: "Only that one can give it back: there, in the same place.",
        es: "Solo ese puede devolverlo: allí, en este mismo sitio.",
    }
    hand_on_trade() {
        en: "If you trade for your community, the others know you by this device: they have to decide \
             on you anew.",
        es: "Si comercias por tu comunidad, las otras te conocen por este dispositivo: tendrán que \
             decidirlo de nuevo.",
    }
    keep_signing() { en: "Keep it here", es: "Dejarlo aquí" }
    handed_on() {
        en: "That device signs for you from now on.",
        es: "Desde ahora firma por ti ese dispositivo.",
    }
    add_device() { en: "Add a device", es: "Añadir un dispositivo" }
    device_link() { en: "Link for your other device", es: "Enlace para tu otro dispositivo" }
    device_link_note() {
        en: "Open it on your other device within the hour. Whoever opens it is you: show it to \
             nobody.",
        es: "Ábrelo en tu otro dispositivo antes de una hora. Quien lo abra eres tú: no se lo \
             enseñes a nadie.",
    }
    make_recovery() { en: "Make a recovery sheet", es: "Hacer una hoja de recuperación" }
    recovery_text() {
        en: "A recovery sheet brings you back when all your devices are lost. Print it and keep it \
             away from them. Without it, or a backup, more than half of the others must say who you \
             are, and again after 14 days.",
        es: "Una hoja de recuperación te trae de vuelta si pierdes todos tus dispositivos. \
             Imprímela y guárdala lejos de ellos. Sin ella ni copia, más de la mitad de los demás debe \
             decir quién eres, y de nuevo a los 14 días.",
    }
    make_backup() { en: "Make a backup", es: "Hacer una copia de seguridad" }
    backup_text() {
        en: "A backup is a file with everything that is here, which twelve words open. With both you \
             come back even if nobody else has a copy. Make a new one now and then: the words stay.",
        es: "Una copia de seguridad es un archivo con todo lo que hay aquí, que abren doce palabras. \
             Con ambos vuelves aunque nadie más tenga copia. Haz otra de vez en cuando: las palabras \
             siguen siendo las mismas.",
    }
    backup_made() { en: "Your backup", es: "Tu copia de seguridad" }
    backup_words() {
        en: "Write these twelve words down, on paper, away from the file:",
        es: "Apunta estas doce palabras, en papel, lejos del archivo:",
    }
    backup_note() {
        en: "Whoever has the file and the words can be you, until you make them worthless here.",
        es: "Quien tenga el archivo y las palabras puede ser tú, hasta que los anules aquí.",
    }
    save_backup(name: &str) { en: "Save {name}", es: "Guardar {name}" }
    recovery() { en: "Way back, by sheet or backup", es: "Camino de vuelta, por hoja o copia" }
    recovery_link() { en: "Your recovery link", es: "Tu enlace de recuperación" }
    recovery_note() {
        en: "It is shown this once: print it or write the link down. Whoever has it can be you, at \
             any time, until you make it worthless in Settings.",
        es: "Se muestra solo esta vez: imprímela o copia el enlace. Quien la tenga puede ser tú, en \
             cualquier momento, hasta que la anules en Ajustes.",
    }
    print_sheet() { en: "Print the sheet", es: "Imprimir la hoja" }
    sheet_of(name: &str, community: &str) {
        en: "The way back for {name} into {community}",
        es: "El camino de vuelta de {name} a {community}",
    }
    make_worthless() { en: "Make it worthless", es: "Anularla" }
    worthless(day: &str) { en: "Worthless since {day}", es: "Anulada desde el {day}" }
    take_off() { en: "Take it off", es: "Quitarlo" }
    sure_title() { en: "Are you sure?", es: "¿Seguro?" }
    worthless_text() {
        en: "The sheet or the backup brings nobody back any more. A device that came back by it is \
             taken off too, unless it is this one.",
        es: "La hoja o la copia ya no traerá de vuelta a nadie. Un dispositivo que volvió con ella \
             se quita también, salvo que sea este.",
    }
    take_off_text() {
        en: "Do this when it is lost, stolen or given away. The others’ devices send it nothing \
             more. What is on it stays there. It cannot be taken back; a device of yours can be \
             added anew.",
        es: "Hazlo si se perdió, te lo robaron o lo diste. Los dispositivos de los demás no le \
             envían nada más. Lo que hay en él se queda. No tiene vuelta atrás; puedes añadir de \
             nuevo un dispositivo tuyo.",
    }
    keep_device() { en: "Keep it", es: "Dejarlo" }
    taken_off(day: &str) { en: "Taken off on {day}", es: "Quitado el {day}" }
    meeting() { en: "How members find each other", es: "Cómo se encuentran los miembros" }
    meeting_text() {
        en: "On this device, for this community. Invitations you make carry your relays along.",
        es: "En este dispositivo, para esta comunidad. Tus invitaciones llevan tus relés.",
    }
    relays() { en: "Relays, one on each line", es: "Relés, uno por línea" }
    relays_hint() {
        en: "Addresses that begin with wss://.",
        es: "Direcciones que empiezan por wss://.",
    }
    ice() {
        en: "STUN and TURN servers, one on each line",
        es: "Servidores STUN y TURN, uno por línea",
    }
    ice_hint() {
        en: "Such as stun:stun.example.org:3478, or turn:turn.example.org name password.",
        es: "Por ejemplo, stun:stun.example.org:3478, o turn:turn.example.org nombre contraseña.",
    }
    bad_line(line: &str) {
        en: "“{line}” is not an address that can be used.",
        es: "«{line}» no es una dirección que sirva.",
    }
    leaving() { en: "Leaving", es: "Irse" }
    leave_text() {
        en: "You can go at any time, by yourself.",
        es: "Puedes irte cuando quieras, sin pedir permiso.",
    }
    leave() { en: "Leave this community", es: "Dejar esta comunidad" }
    leave_title(community: &str) { en: "Leave {community}?", es: "¿Dejar {community}?" }
    leave_at_once() {
        en: "You go at once: you can no longer write or vote here, and nothing new comes to this \
             device.",
        es: "Te vas en el acto: ya no podrás escribir ni votar aquí, y nada nuevo llegará a este \
             dispositivo.",
    }
    leave_stays() {
        en: "What you wrote stays with the others, under your name. What was there stays on this \
             device for you to read.",
        es: "Lo que escribiste se queda con los demás, con tu nombre. Lo que había se queda en \
             este dispositivo para que lo leas.",
    }
    leave_votes() {
        en: "Votes that you gave still count in motions that are open.",
        es: "Los votos que diste siguen contando en las mociones abiertas.",
    }
    leave_back() {
        en: "To come back you need a new invitation, and you begin without a vote.",
        es: "Para volver necesitas otra invitación, y empiezas sin voto.",
    }
    leave_alone() {
        en: "You are the last one here. After you nobody can come in any more.",
        es: "Eres la última persona aquí. Después de ti ya no podrá entrar nadie.",
    }
    stay() { en: "Stay", es: "Quedarme" }
    about_you() { en: "You", es: "Tú" }
    you_text(name: &str) {
        en: "The members know you as {name}.",
        es: "Los miembros te conocen como {name}.",
    }
}
