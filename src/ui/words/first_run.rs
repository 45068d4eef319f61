//! Words of the first run: start, join, and the wait at the door.

use crate::ui::words::words;

words! {
    kicker() {
        en: "A home for people who know each other",
        es: "Un hogar para gente que se conoce",
    }
    welcome() { en: "Phyle", es: "Phyle" }
    lede() {
        en: "Talk, write and keep things together. It all lives on your own devices, works \
             without a network, and nobody in between can read it.",
        es: "Charlar, escribir y guardar cosas entre todos. Todo vive en vuestros dispositivos, \
             funciona sin red, y nadie entre medias puede leerlo.",
    }
    start() { en: "Start a community", es: "Empezar una comunidad" }
    start_text() { en: "Name it, name yourself, begin.", es: "Ponle nombre, di el tuyo, empieza." }
    join() { en: "Join with a link", es: "Unirse con un enlace" }
    join_text() {
        en: "Somebody sent you an invitation? Open it, or paste it here.",
        es: "¿Te han mandado una invitación? Ábrela, o pégala aquí.",
    }
    look() { en: "Look around first", es: "Mirar primero" }
    look_text() {
        en: "Four Shores: six people, four shores, one month. A made-up community, to see how it is.",
        es: "Cuatro orillas, seis personas, un mes. Una comunidad inventada, para ver cómo es.",
    }
    look_coming() { en: "One moment ...", es: "Un momento ..." }
    look_missing() {
        en: "The sample did not come. You need the network for it once.",
        es: "El ejemplo no ha llegado. Para traerlo hace falta red una vez.",
    }
    looking_title() { en: "You are looking around.", es: "Estás mirando." }
    looking_text() {
        en: "The people here are made up; the rules and every figure are worked out by the same \
             program. You can open everything and break nothing.",
        es: "La gente de aquí es inventada; las reglas y cada cifra las calcula el mismo \
             programa. Puedes abrirlo todo y no puedes romper nada.",
    }
    you_are_guest(community: &str) {
        en: "You are a guest in {community}: none of these people is you, and nobody sees you.",
        es: "Eres un invitado en {community}: ninguna de estas personas eres tú, y nadie te ve.",
    }
    over_shoulder(name: &str) {
        en: "Look over {name}’s shoulder: what they do, and what comes of it",
        es: "Mira por encima del hombro de {name}: qué hace y qué resulta de ello",
    }
    stop_looking() { en: "I have seen enough", es: "Ya he visto bastante" }
    start_title() { en: "Start a community", es: "Empezar una comunidad" }
    community_name() { en: "What is it called?", es: "¿Cómo se llama?" }
    community_name_hint() {
        en: "Such as Four Shores. It can be changed later.",
        es: "Por ejemplo, Cuatro Orillas. Se puede cambiar después.",
    }
    sentence() { en: "What is it for, in one sentence?", es: "¿Para qué es, en una frase?" }
    sentence_hint() {
        en: "Newcomers read this first.",
        es: "Es lo primero que lee quien llega.",
    }
    your_name() { en: "What shall we call you?", es: "¿Cómo te llamamos?" }
    known_name() {
        en: "The name that the others know you by",
        es: "El nombre con que te conocen los demás",
    }
    your_name_hint() { en: "As the others will see it.", es: "Como lo verán los demás." }
    more_about_you() {
        en: "More about you, if you like",
        es: "Más sobre ti, si quieres",
    }
    how_to_decide() {
        en: "How will you decide together?",
        es: "¿Cómo vais a decidir?",
    }
    circle() { en: "A circle of trust", es: "Un círculo de confianza" }
    circle_text() {
        en: "A few who know each other: what you do is what nobody objects to.",
        es: "Unos pocos que se conocen: se hace aquello a lo que nadie se opone.",
    }
    cooperative() { en: "A co-operative", es: "Una cooperativa" }
    cooperative_text() {
        en: "You work and earn together: the majority decides, two thirds on what is grave.",
        es: "Trabajáis y vivís de ello: decide la mayoría, y dos tercios en lo grave.",
    }
    network() { en: "A network", es: "Una red" }
    network_text() {
        en: "Many, spread out: fewer need to take part, and there is more time.",
        es: "Muchos y dispersos: basta con que participen menos, y hay más tiempo.",
    }
    begin() { en: "Begin", es: "Empezar" }
    applied_title(name: &str) {
        en: "You are at the door of {name}",
        es: "Estás a la puerta de {name}",
    }
    applied_text() {
        en: "The members have seen your name. Once they let you in, this opens by itself.",
        es: "Los miembros han visto tu nombre. Cuando te dejen entrar, esto se abre solo.",
    }
    applied_again() {
        en: "You came in by the old rule, when a decision had already changed how people come in. \
             Nobody did anything wrong, and nothing you wrote is lost. Once you are let in by the new \
             one, this opens by itself.",
        es: "Entraste por la regla anterior, cuando una decisión ya había cambiado cómo se entra. Nadie \
             hizo nada mal, y nada de lo que escribiste se pierde. Cuando te dejen entrar por la \
             nueva, esto se abre solo.",
    }
    device_kicker() { en: "Your own device", es: "Un dispositivo tuyo" }
    device_title() { en: "Be here as well", es: "Estar también aquí" }
    device_text() {
        en: "The link comes from another device of yours. Here you are the same person: same \
             name, same vote. The other one, or anybody of the community, must have Phyle open.",
        es: "El enlace viene de otro dispositivo tuyo. Aquí eres la misma persona: mismo nombre, \
             mismo voto. El otro, o alguien de la comunidad, debe tener Phyle abierto.",
    }
    device_now() { en: "Use this device too", es: "Usar también este dispositivo" }
    join_kicker() { en: "You are invited", es: "Te han invitado" }
    join_title() { en: "Come in", es: "Pasa" }
    link() { en: "The invitation link", es: "El enlace de invitación" }
    link_hint() {
        en: "Paste the whole of it. It stays on this device.",
        es: "Pégalo entero. Se queda en este dispositivo.",
    }
    link_taken() { en: "Your invitation came along.", es: "Tu invitación ha llegado contigo." }
    come_back() {
        en: "I was here before and lost all my devices",
        es: "Ya estuve aquí y perdí todos mis dispositivos",
    }
    already_member() {
        en: "You are in this community already.",
        es: "Ya estás en esta comunidad.",
    }
    join_now() { en: "Join", es: "Unirme" }
    what_is_public() {
        en: "The members see your name and what you do here, and that cannot be taken back from \
             them; nobody else can read it.",
        es: "Los miembros ven tu nombre y lo que haces aquí, y eso ya no se les puede quitar; \
             nadie más puede leerlo.",
    }
    restore() { en: "I have a backup", es: "Tengo una copia de seguridad" }
    restore_title() { en: "Come back by a backup", es: "Volver con una copia de seguridad" }
    restore_text() {
        en: "The file and its twelve words make this device yours again, with everything that was in \
             it. Nobody else has to be there.",
        es: "El archivo y sus doce palabras hacen tuyo este dispositivo otra vez, con todo lo que \
             contenía. No hace falta nadie más.",
    }
    choose_backup() { en: "Choose the file", es: "Elegir el archivo" }
    chosen(name: &str) { en: "{name} is chosen", es: "Elegido: {name}" }
    no_backup_chosen() { en: "Choose the file first.", es: "Elige antes el archivo." }
    the_words() { en: "The twelve words", es: "Las doce palabras" }
    the_words_hint() {
        en: "In their order, with spaces between them",
        es: "En su orden, separadas por espacios",
    }
    restore_now() { en: "Come back", es: "Volver a entrar" }
    back() { en: "Back", es: "Atrás" }
    joining_title() { en: "You are at the door", es: "Estás a la puerta" }
    joining_title_of(community: &str) {
        en: "At the door of {community}",
        es: "A la puerta de {community}",
    }
    step_looking() { en: "Looking for a member", es: "Buscando a un miembro" }
    step_connecting() { en: "Connecting", es: "Conectando" }
    step_receiving() { en: "Receiving what is there", es: "Recibiendo lo que hay" }
    step_running() { en: "now", es: "ahora" }
    step_done() { en: "done", es: "hecho" }
    step_waiting() { en: "then", es: "después" }
    nobody_online() {
        en: "This goes on by itself as soon as any member has Phyle open. If it takes long, ask \
             the person who invited you to open it. You may close this window and come back: \
             your link is remembered.",
        es: "Esto sigue solo en cuanto algún miembro tenga Phyle abierto. Si tarda, pide a \
             quien te invitó que lo abra. Puedes cerrar esta ventana y volver: el enlace queda \
             guardado.",
    }
    look_again() { en: "Look again now", es: "Buscar otra vez" }
    stop_asking() { en: "Stop asking", es: "Dejar de pedirlo" }
    stop_asking_text() {
        en: "This device gives up what it would come back with. What the others have said is void, and \
             you would ask anew. They go on seeing your request for a while: tell them.",
        es: "Este dispositivo deja aquello con lo que volvería. Lo que los demás han dicho ya no vale, y \
             habría que pedirlo otra vez. Seguirán viendo tu petición un tiempo: díselo.",
    }
    stop_joining() { en: "Stop joining", es: "Dejar de unirme" }
    refused_title() { en: "This invitation lets nobody in", es: "Esta invitación no deja entrar" }
    refused_over() {
        en: "It was used up or withdrawn, or it is too old. Ask the person who sent it for a \
             new one.",
        es: "Se agotó, se retiró, o es muy vieja. Pide otra a quien te la envió.",
    }
    forget_link() { en: "Forget this link", es: "Olvidar este enlace" }
}
