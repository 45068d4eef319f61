//! Words of the frame and those that many screens share.

use crate::ui::words::{counted, words};

words! {
    said_in_passing() { en: "What was done last", es: "Lo último que se hizo" }
    quoted(name: &str) { en: "“{name}”", es: "«{name}»" }
    rules_newer_title() {
        en: "Here you can only read for now",
        es: "Por ahora aquí solo puedes leer",
    }
    rules_newer() {
        en: "This community uses newer rules than this program knows: update the app. Until then you \
             can read everything, and what others write still arrives.",
        es: "Esta comunidad usa reglas más nuevas de las que conoce este programa: actualiza la \
             aplicación. Mientras, puedes leerlo todo y lo de los demás sigue llegando.",
    }
    rules_newer_do() {
        en: "Close all its windows and open it again while there is a network.",
        es: "Cierra todas sus ventanas y vuelve a abrirla con red.",
    }
    date_missing() { en: "Choose a day.", es: "Elige un día." }
    title_of(page: &str, community: &str) { en: "{page} · {community}", es: "{page} · {community}" }
    skip_to_page() { en: "Skip to the page", es: "Saltar a la página" }
    today() { en: "Today", es: "Hoy" }
    talk() { en: "Talk", es: "Charla" }
    decide() { en: "Decide", es: "Decidir" }
    economy() { en: "Economy", es: "Economía" }
    ventures() { en: "Ventures", es: "Iniciativas" }
    commons() { en: "Commons", es: "Común" }
    people() { en: "People", es: "Personas" }
    sync() { en: "Sync", es: "Enlace" }
    settings() { en: "Settings", es: "Ajustes" }
    more() { en: "More", es: "Más" }
    main_navigation() { en: "Main", es: "Principal" }
    main_navigation_small() { en: "Main, small screens", es: "Principal, pantallas pequeñas" }
    add_something() { en: "Add something", es: "Añadir algo" }
    new_topic() { en: "New topic", es: "Tema nuevo" }
    new_motion() { en: "Put a motion", es: "Proponer una moción" }
    new_page() { en: "New page", es: "Página nueva" }
    new_work() { en: "Write down work", es: "Apuntar trabajo" }
    new_entry() { en: "Write down money", es: "Apuntar dinero" }
    import_pages() { en: "Bring pages in", es: "Traer páginas" }
    invite_somebody() { en: "Invite somebody", es: "Invitar a alguien" }
    find() { en: "Find", es: "Buscar" }
    find_what() {
        en: "Find people, talk, pages, motions",
        es: "Busca personas, temas, páginas, mociones",
    }
    change_theme() { en: "Change between light and dark", es: "Cambiar entre claro y oscuro" }
    communities() { en: "Your communities", es: "Tus comunidades" }
    start_or_join() { en: "Start or join another", es: "Empezar o unirse a otra" }
    close() { en: "Close", es: "Cerrar" }
    cancel() { en: "Cancel", es: "Cancelar" }
    save() { en: "Save", es: "Guardar" }
    saved() { en: "Saved.", es: "Guardado." }
    somebody() { en: "Somebody", es: "Alguien" }
    name_you(name: &str) { en: "{name}, you", es: "{name}, tú" }
    today_at(time: &str) { en: "today {time}", es: "hoy {time}" }
    here_now(names: &str) { en: "Here now: {names}", es: "Aquí ahora: {names}" }
    nobody_here() { en: "Nobody else is here now", es: "No hay nadie más aquí ahora" }
    is_here() { en: "here now", es: "aquí ahora" }
    seen_at(moment: &str) { en: "last seen {moment}", es: "por última vez: {moment}" }
    never_seen() { en: "not met yet", es: "aún no encontrado" }
    starting_title() { en: "Opening", es: "Abriendo" }
    starting_text() {
        en: "Your communities are being read from this device.",
        es: "Se están leyendo tus comunidades de este dispositivo.",
    }
    update_ready() {
        en: "A newer version is ready. Reload when it suits you.",
        es: "Hay una versión más nueva. Recarga cuando te convenga.",
    }
    update_applied() {
        en: "Another window runs the newer version already. Reload this one to go on in it; what \
             you typed is kept.",
        es: "Otra ventana ya usa la versión más nueva. Recarga esta para seguir en ella; lo \
             escrito se conserva.",
    }
    later() { en: "Later", es: "Más tarde" }
    reload() { en: "Reload", es: "Recargar" }
    try_again() { en: "Try again", es: "Probar otra vez" }
    put_away() { en: "Put away", es: "Descartar" }
    no_such_page_title() { en: "There is no such page", es: "Esa página no existe" }
    no_such_page_text() {
        en: "The address may be cut short or mistyped. Nothing of yours is lost.",
        es: "La dirección puede estar incompleta o mal escrita. No has perdido nada.",
    }
    not_on_device_title() {
        en: "This community is not on this device",
        es: "Esta comunidad no está en este dispositivo",
    }
    not_on_device_text() {
        en: "Addresses inside a community work for its members only, on the devices they joined \
             with.",
        es: "Las direcciones de una comunidad solo valen para sus miembros, en los dispositivos \
             con los que se unieron.",
    }
    to_the_start() { en: "Go to the start", es: "Ir al inicio" }
    storage_refused_title() {
        en: "This browser refuses to keep anything",
        es: "Este navegador no permite guardar nada",
    }
    storage_refused_text() {
        en: "Phyle keeps your communities on your own device. A private window, or a setting \
             that blocks site data, does not let it. Open this address in an ordinary window, \
             or allow site data for it, and reload.",
        es: "Phyle guarda tus comunidades en tu propio dispositivo. Una ventana privada, o un \
             ajuste que bloquea los datos de sitios, lo impide. Abre esta dirección en una \
             ventana normal, o permite sus datos, y recarga.",
    }
    storage_full_title() {
        en: "This device has no room left",
        es: "No queda sitio en el dispositivo",
    }
    storage_full_text() {
        en: "What you typed is still in this window. Free some space on the device, then reload.",
        es: "Lo que has escrito sigue en esta ventana. Libera espacio en el dispositivo y recarga.",
    }
    superseded_title() {
        en: "Another window has taken over",
        es: "Otra ventana ha tomado el relevo",
    }
    superseded_text() {
        en: "A newer window of Phyle runs on this device. Reload to follow it.",
        es: "En este dispositivo funciona una ventana más nueva de Phyle. Recarga para seguirla.",
    }
    engine_stops_title() {
        en: "Phyle cannot get going",
        es: "Phyle no consigue arrancar",
    }
    engine_stops_text() {
        en: "A part of it ended each time it was started; that is tried again and again. Reload \
             when you have a network. If this stays, try a newer browser. Nothing that was saved \
             is lost.",
        es: "Una parte terminó cada vez que se inició; se sigue intentando. Recarga cuando \
             tengas red. Si no cambia, prueba un navegador más nuevo. Nada de lo guardado se \
             pierde.",
    }
    saving() { en: "Saving…", es: "Guardando…" }
    on_this_device() { en: "On this device", es: "En este dispositivo" }
    with_everyone() { en: "With everyone", es: "Con todos" }
    with_some(k: u32, n: u32, names: &str) {
        en: "With {k} of {n}: {names}",
        es: "Con {k} de {n}: {names}",
    }
    with_all_but(k: u32, n: u32, names: &str) {
        en: "With {k} of {n}: not yet {names}",
        es: "Con {k} de {n}: falta {names}",
    }
    with_short(k: u32, n: u32) { en: "With {k} of {n}", es: "Con {k} de {n}" }
    taken_off_title() {
        en: "This device was taken off",
        es: "Este dispositivo se quitó",
    }
    taken_off_text() {
        en: "Another device of yours did that. What was here stays to be read. If it was not \
             you, say so to the others at once.",
        es: "Lo hizo otro dispositivo tuyo. Lo que había aquí se puede leer. Si no fuiste tú, \
             avisa enseguida a los demás.",
    }
    twice_signed_title() {
        en: "This device takes part no more",
        es: "Este dispositivo ya no participa",
    }
    twice_signed_text() {
        en: "It signed two different things in one place, which Phyle never does: somebody else \
             may hold its key. All that the others made stays. Go on with another device of yours, or \
             come back by your recovery sheet or your backup, and say so to the others.",
        es: "Firmó dos cosas distintas en un mismo lugar, algo que Phyle nunca hace: quizá otra \
             persona tenga su clave. Todo lo que hicieron los demás queda. Sigue con otro \
             dispositivo tuyo, o vuelve con tu hoja de recuperación o tu copia, y avisa a los demás.",
    }
    removed_title() {
        en: "You were removed from this community",
        es: "Te excluyeron de esta comunidad",
    }
    removed_text() {
        en: "The others decided that. What was there until then stays on this device, and you \
             can read it as long as you like. You cannot write here, and nothing new comes.",
        es: "Así lo decidieron los demás. Lo que había hasta entonces se queda en este dispositivo \
             y puedes leerlo cuanto quieras. Aquí ya no puedes escribir, y no llega nada nuevo.",
    }
    former_title() {
        en: "You are no longer a member here",
        es: "Ya no eres miembro de esta comunidad",
    }
    former_text() {
        en: "What was there when you went stays on this device, and you can read it as long as \
             you like. You cannot write here, and nothing new comes.",
        es: "Lo que había al irte se queda en este dispositivo y puedes leerlo cuanto quieras. \
             Aquí ya no puedes escribir, y no llega nada nuevo.",
    }
    only_you() { en: "Only you yet", es: "Solo tú aún" }
    no_answer_yet() { en: "Coming…", es: "Llegando…" }
    beside_page() { en: "Beside this page", es: "Junto a esta página" }
    version_note() {
        en: "Nothing moves while all windows are closed.",
        es: "Nada se mueve con todas las ventanas cerradas.",
    }
}

counted! {
    unread(n) { en: "{n} new" | "{n} new", es: "{n} nuevo" | "{n} nuevos" }
    needs_you_count(n) {
        en: "{n} needs you" | "{n} need you",
        es: "{n} te espera" | "{n} te esperan",
    }
    members(n) { en: "{n} member" | "{n} members", es: "{n} miembro" | "{n} miembros" }
}
