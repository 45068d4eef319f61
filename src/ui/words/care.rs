//! Words of caring for each other: needs, pledges, the aid fund.

use crate::ui::words::words;

words! {
    title() { en: "Care for each other", es: "Cuidarnos" }
    title_text() { en: "Needs, pledges, the aid fund", es: "Necesidades, promesas, fondo de ayuda" }
    lede() {
        en: "Everybody needs others at some time. What is needed is for all to see; why, only the \
             person you choose reads.",
        es: "Todo el mundo necesita a otros alguna vez. Lo que hace falta lo ven todos; el porqué, \
             solo lo lee la persona que elijas.",
    }
    fund() { en: "The aid fund", es: "El fondo de ayuda" }
    fund_has(amount: &str) { en: "There is {amount} in it.", es: "Tiene {amount}." }
    fund_left(amount: &str) {
        en: "{amount} of it nobody has asked for yet.",
        es: "De ahí, {amount} no los ha pedido nadie aún.",
    }
    fund_how() {
        en: "Whoever needs money out of it asks; others approve.",
        es: "Quien necesita dinero de él lo pide; otras personas lo aprueban.",
    }
    ask_fund() { en: "Ask for money", es: "Pedir dinero" }

    needs() { en: "What is needed", es: "Lo que hace falta" }
    nothing() {
        en: "Nobody has asked for anything. If you need something, ask.",
        es: "Nadie ha pedido nada. Si necesitas algo, pídelo.",
    }
    closed() { en: "What was needed", es: "Lo que hizo falta" }
    ask() { en: "Say that you need something", es: "Decir que necesitas algo" }
    ask_seen() {
        en: "All members see that you ask, how much and by when. They do not see why.",
        es: "Todos los miembros ven que pides, cuánto y para cuándo. No ven por qué.",
    }
    ask_for_another() {
        en: "If nobody should know that it is for you, speak to somebody who asks in their name.",
        es: "Si nadie debe saber que es para ti, habla con alguien que lo pida en su nombre.",
    }
    at_least() { en: "From how much on it helps", es: "Desde cuánto ayuda" }
    at_least_hint() { en: "May be empty: any amount helps.", es: "Puede quedar vacío: todo ayuda." }
    by_when() { en: "By when", es: "Para cuándo" }
    steward() { en: "Who looks after it", es: "Quién se ocupa" }
    why() { en: "Why you need it", es: "Por qué lo necesitas" }
    why_hint() {
        en: "Only this person can read it, and you. It may be empty, and you can erase it later.",
        es: "Solo lo puede leer esa persona, y tú. Puede quedar vacío, y puedes borrarlo luego.",
    }
    nobody_listens() {
        en: "Nobody has said yet that they can be told. Ask somebody you trust to open this page \
             and say so.",
        es: "Nadie ha dicho aún que se le puede contar. Pide a alguien de confianza que abra esta \
             página y lo diga.",
    }
    ask_now() { en: "Ask", es: "Pedir" }
    asked() { en: "Asked. The others see it now.", es: "Pedido. Los demás ya lo ven." }

    wants(name: &str, amount: &str) {
        en: "{name} needs {amount}",
        es: "{name} necesita {amount}",
    }
    wants_from(name: &str, least: &str, most: &str) {
        en: "{name} needs {least} to {most}",
        es: "{name} necesita de {least} a {most}",
    }
    until(day: &str) { en: "by {day}", es: "antes del {day}" }
    kept_by(name: &str) { en: "looked after by {name}", es: "se ocupa {name}" }
    pledged(amount: &str, of: &str) {
        en: "{amount} of {of} is pledged.",
        es: "Prometido: {amount} de {of}.",
    }
    words_sealed(name: &str) {
        en: "Why, only {name} reads.",
        es: "El motivo solo lo lee {name}.",
    }
    words_for_you() { en: "For you alone:", es: "Solo para ti:" }
    words_elsewhere() {
        en: "It was told to another device of yours, or before this one could be told.",
        es: "Se contó a otro dispositivo tuyo, o antes de que este pudiera leerlo.",
    }
    words_coming() {
        en: "The reason has not come yet. It comes once a device that has it is online.",
        es: "El motivo aún no ha llegado. Llegará en cuanto se conecte un dispositivo que lo tenga.",
    }
    words_erased(name: &str, day: &str) {
        en: "{name} erased the reason on {day}.",
        es: "{name} borró el motivo el {day}.",
    }
    erase() { en: "Erase my reason", es: "Borrar mi motivo" }
    erase_offer() {
        en: "This is over. Why you asked need not be kept any longer.",
        es: "Esto ya terminó. No hace falta seguir guardando por qué lo pediste.",
    }
    erase_text() {
        en: "The words are erased here and on the devices of all others, as soon as they hear of it. \
             That cannot be undone. Whoever has read them may remember, and a backup made before keeps them.",
        es: "Las palabras se borran aquí y en los dispositivos de todos los demás, en cuanto se enteren. \
             No se puede deshacer. Quien las leyó puede recordarlas, y una copia de seguridad anterior \
             las conserva.",
    }
    erased_done() { en: "Erased.", es: "Borrado." }
    no_words() { en: "No reason was given; ask in person.", es: "No se dio un motivo; pregunta en persona." }
    pledge() { en: "Pledge", es: "Prometer" }
    pledge_title(name: &str) { en: "Pledge for {name}", es: "Prometer para {name}" }
    pledge_text() {
        en: "A pledge is your word. Send the money to our account; who looks after the need says when \
             it came. Until then you can take the pledge back.",
        es: "Prometer es dar tu palabra. Envía el dinero a nuestra cuenta; quien se ocupa de esto dice \
             cuándo llegó. Hasta entonces puedes retirar la promesa.",
    }
    pledge_over() {
        en: "What comes beyond the need goes back to those who gave, in proportion.",
        es: "Lo que pase de lo necesario vuelve a quienes dieron, en proporción.",
    }
    pledged_done() { en: "Pledged. Thank you.", es: "Prometido. Gracias." }
    take_back() { en: "Take it back", es: "Retirarlo" }
    taken_back_done() { en: "Taken back.", es: "Retirado." }
    not_needed() { en: "It is not needed any more", es: "Ya no hace falta" }
    close() { en: "Say what came in", es: "Decir qué llegó" }
    close_title(name: &str) { en: "What came in for {name}", es: "Lo que llegó para {name}" }
    close_text() {
        en: "Tick the pledges whose money is on our account. That closes the need for good.",
        es: "Marca las promesas cuyo dinero está en nuestra cuenta. Con eso se cierra del todo.",
    }
    close_then(name: &str) {
        en: "{name} is then owed what came, up to what was asked. What is more goes back to those \
             who gave it.",
        es: "Se le debe entonces a {name} lo que llegó, hasta lo pedido. Lo demás vuelve a quienes \
             lo dieron.",
    }
    close_now() { en: "Close the need", es: "Cerrar la necesidad" }
    closed_done() { en: "Closed.", es: "Cerrada." }
    no_pledges() { en: "Nobody has pledged anything yet.", es: "Nadie ha prometido nada aún." }
    pledges_of() { en: "Pledges", es: "Promesas" }
    stands() { en: "pledged", es: "prometido" }
    was_taken_back() { en: "taken back", es: "retirado" }
    came() { en: "came in", es: "llegó" }
    closed_without() { en: "was not called on", es: "no hizo falta" }
    closed_with(came: &str, given: &str, day: &str) {
        en: "{came} came in, {given} of it for the need, on {day}.",
        es: "Llegaron {came}, {given} de ellos para la necesidad, el {day}.",
    }
    goes_back(name: &str, amount: &str) {
        en: "{amount} goes back to {name}.",
        es: "{amount} vuelven a {name}.",
    }
    need_taken_back(name: &str) { en: "{name} took it back.", es: "{name} lo retiró." }

    listening() { en: "Who can be told", es: "A quién se le puede contar" }
    listening_text() {
        en: "Whoever says so here looks after needs: reads why, says what came in, and tells nobody else.",
        es: "Quien lo dice aquí se ocupa de necesidades: lee el porqué, dice qué llegó y no lo cuenta.",
    }
    nobody_yet() { en: "Nobody has said so yet.", es: "Nadie lo ha dicho aún." }
    listen() { en: "I can be told", es: "Se me puede contar" }
    listen_too() { en: "This device can be told, too", es: "También a este dispositivo" }
    listen_text() {
        en: "What is told to you can be read on this device alone: if you lose it, it is gone.",
        es: "Lo que te cuenten solo se lee en este dispositivo: si lo pierdes, se pierde.",
    }
    listens() { en: "You can be told of a need on this device.", es: "Se te puede contar en este dispositivo." }
    listening_done() { en: "The others can tell you now.", es: "Los demás ya te pueden contar." }
    need_met(name: &str) { en: "gave for what {name} needed.", es: "dieron para lo que necesitaba {name}." }
    others() { en: "Members", es: "Miembros" }
}
