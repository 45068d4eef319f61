//! Words of the economy: what there is, whose it is, and the forms in which money is written down.

use crate::ui::words::{counted, words};

words! {
    overview() { en: "Overview and ledger", es: "Panorama y libro" }
    overview_text() { en: "Everything that moved", es: "Todo lo que se movió" }
    months() { en: "Closed and open", es: "Cerrado y abierto" }
    now_open() { en: "Now", es: "Ahora" }
    open_since(day: &str) { en: "Open since {day}", es: "Abierto desde el {day}" }
    open_all() { en: "Open, nothing is closed yet", es: "Abierto, aún no se cerró nada" }
    until(day: &str) { en: "Until {day}", es: "Hasta el {day}" }
    from_to(from: &str, until: &str) { en: "{from} to {until}", es: "Del {from} al {until}" }
    closed_with(surplus: &str) { en: "Shared out: {surplus}", es: "Repartido: {surplus}" }
    missing_title() { en: "There is nothing of this name", es: "Aquí no hay nada así" }
    missing_text() {
        en: "It may not have come to this device yet.",
        es: "Quizá aún no ha llegado a este dispositivo.",
    }
    being_brought_up_to_date() {
        en: "As you last saw it. What came since is being added…",
        es: "Como lo viste la última vez. Se está añadiendo lo nuevo…",
    }

    not_open_title() { en: "The books are not open yet", es: "Las cuentas aún no están abiertas" }
    not_open_text() {
        en: "Here hours, money and credits will stand, open to every member. First somebody says \
             in which currency you count.",
        es: "Aquí estarán las horas, el dinero y los créditos, a la vista de todos. Primero \
             alguien dice en qué moneda contáis.",
    }
    founder_opens(name: &str) {
        en: "{name}, who began this community, opens them.",
        es: "Las abre {name}, que empezó esta comunidad.",
    }
    which_currency() { en: "The currency you count in", es: "La moneda en que contáis" }
    open_books() { en: "Open the books", es: "Abrir las cuentas" }
    opened() { en: "The books are open.", es: "Las cuentas están abiertas." }
    choose_currency() { en: "Choose a currency.", es: "Elige una moneda." }
    choose_whom() { en: "Choose a person.", es: "Elige a una persona." }

    balances() { en: "Balances", es: "Saldos" }
    in_the_bank(currency: &str) { en: "{currency}, in the bank", es: "{currency}, en el banco" }
    before_members() { en: "before members are paid", es: "antes de pagar a los miembros" }
    our_own() { en: "what we count in", es: "en lo que contamos" }
    came_and_went() { en: "came and went", es: "entró y salió" }
    not_converted() { en: "as it is, not converted", es: "tal cual, sin convertir" }
    credits_among_us() { en: "Your credits", es: "Tus créditos" }
    credits_mine() { en: "all of ours together: 0", es: "los de todos juntos: 0" }
    credits(n: &str) { en: "{n} credits", es: "{n} créditos" }
    credits_title() { en: "Credits", es: "Créditos" }
    credits_unit() { en: "credits", es: "créditos" }
    percent(n: &str) { en: "{n} %", es: "{n} %" }
    whose(amount: &str) { en: "Whose the {amount} is", es: "De quién es: {amount}" }
    whose_caption() {
        en: "Whose the money in the bank is",
        es: "De quién es el dinero del banco",
    }
    bank_total(code: &str) { en: "In the bank, {code}", es: "En el banco, {code}" }
    fund_reserve() { en: "Reserve, never divided", es: "Reserva, nunca se divide" }
    fund_aid() { en: "Aid fund", es: "Fondo de ayuda" }
    fund_commons() { en: "Commons", es: "Común" }
    fund_members() { en: "Members, to be paid out", es: "Miembros, por pagar" }
    fund_open() { en: "Not shared out yet", es: "Aún sin repartir" }
    fund_tax() { en: "Tax, to be paid on", es: "Impuestos, por pagar" }
    fund_others() { en: "Put in or lent by others", es: "Puesto o prestado por otros" }

    closed_title() { en: "What was closed and shared out", es: "Lo cerrado y repartido" }
    shared_out(amount: &str) { en: "Shared out: {amount}.", es: "Se repartió: {amount}." }
    how_shared() { en: "Who got what", es: "Quién recibió qué" }
    faults() { en: "What does not count", es: "Lo que no cuenta" }
    a_decision() { en: "A decision", es: "Una decisión" }
    faults_text() {
        en: "Somebody signed this against a rule. It stays to be seen and moves nothing.",
        es: "Alguien lo firmó contra una regla. Se queda a la vista y no mueve nada.",
    }

    right_to_spend(name: &str) { en: "Right to spend: {name}", es: "Derecho a gastar: {name}" }
    budget_ended() {
        en: "It has ended: another decision came in its place.",
        es: "Ha terminado: otra decisión ocupa su lugar.",
    }
    left_of(left: &str, all: &str) { en: "{left} left of {all}", es: "quedan {left} de {all}" }
    spent() { en: "spent", es: "gastado" }
    hand_on() { en: "Hand on a part", es: "Pasar una parte" }
    hand_on_text(left: &str) {
        en: "You can still spend {left}. What you hand on, somebody else can spend instead.",
        es: "Aún puedes gastar {left}. Lo que pases lo podrá gastar otra persona.",
    }
    handed_on() { en: "Handed on.", es: "Pasado." }
    mutual_credit() { en: "Mutual credit", es: "Crédito mutuo" }
    credit_text(lowest: &str) {
        en: "What we did for each other without money. All together it is zero; nobody may go below {lowest}.",
        es: "Lo que hicimos unos por otros sin dinero. Todo junto da cero; nadie puede bajar de {lowest}.",
    }
    give_credits() { en: "Give credits", es: "Dar créditos" }
    credits_text() {
        en: "For what we do for each other without money.",
        es: "Por lo que hacemos unos por otros sin dinero.",
    }
    credits_room(n: &str) {
        en: "You can give {n} before you reach the limit.",
        es: "Puedes dar {n} antes de llegar al límite.",
    }
    credits_given() { en: "Given.", es: "Dados." }
    settle_up() { en: "To settle up", es: "Para saldar" }
    settle_up_text() {
        en: "If everybody wanted to be at zero, these payments would do it.",
        es: "Si todos quisieran quedar en cero, bastaría con estos pagos.",
    }
    transfer(from: &str, to: &str, money: &str) {
        en: "{from} gives {to} {money}.",
        es: "{from} da a {to} {money}.",
    }

    waiting() { en: "Waiting for us", es: "Nos espera" }
    oldest_first() { en: "oldest first", es: "lo más antiguo primero" }
    approved() { en: "approved, to be paid", es: "aprobado, por pagar" }
    approved_by(names: &str) { en: "Approved by {names}", es: "Aprobado por {names}" }
    approved_done() { en: "Approved.", es: "Aprobado." }
    that_is(amount: &str) { en: "That is {amount}", es: "Son {amount}" }
    goes_to(name: &str) { en: "It goes to {name}.", es: "Es para {name}." }
    others_approve() {
        en: "Others approve what you get.",
        es: "Lo que recibes lo aprueban otras personas.",
    }
    approve() { en: "Approve", es: "Aprobar" }
    reject() { en: "Reject", es: "Rechazar" }
    reason() { en: "Why not", es: "Por qué no" }
    reason_hint() {
        en: "Everybody can read it. Say what would have to change.",
        es: "Lo puede leer cualquiera. Di qué debería cambiar.",
    }
    mark_paid() { en: "Mark as paid", es: "Marcar como pagado" }
    paid_on() { en: "Paid on", es: "Pagado el" }
    paid_done() { en: "Marked as paid.", es: "Marcado como pagado." }

    came_in() { en: "Money came in", es: "Entró dinero" }
    came_in_text() { en: "An order, a gift, a fee", es: "Un encargo, un donativo, una cuota" }
    went_out() { en: "Money went out", es: "Salió dinero" }
    went_out_text() {
        en: "Paid from our account already",
        es: "Pagado ya de nuestra cuenta",
    }
    between() { en: "Money moved between accounts", es: "Dinero entre cuentas" }
    between_text() {
        en: "From the bank to the cash box, or changed",
        es: "Del banco a la caja, o cambiado",
    }
    claim() { en: "Ask for money", es: "Pedir dinero" }
    claim_text() {
        en: "For what you paid yourself, or will pay",
        es: "Por lo que pagaste, o vas a pagar",
    }
    tax_on() { en: "Tax was paid on", es: "Se pagó el impuesto" }
    tax_on_text() {
        en: "What came with invoices and was kept apart for whoever collects it.",
        es: "Lo que llegó con las facturas y se guardó aparte para quien lo recauda.",
    }
    tax_on_hint() {
        en: "Such as: VAT of the first quarter",
        es: "Por ejemplo: IVA del primer trimestre",
    }
    free() { en: "An entry of your own making", es: "Un asiento a tu manera" }
    free_text() {
        en: "For whoever knows bookkeeping",
        es: "Para quien sabe de contabilidad",
    }
    what_happened() { en: "What happened", es: "Qué pasó" }
    what_happened_hint() {
        en: "A sentence that all understand later, such as: The order for the edition was paid.",
        es: "Una frase que todos entiendan luego: Se pagó el encargo de la edición.",
    }
    how_much() { en: "How much", es: "Cuánto" }
    how_many() { en: "How many", es: "Cuántos" }
    currency() { en: "Currency", es: "Moneda" }
    rate(foreign: &str, base: &str) {
        en: "How many {foreign} make one {base}",
        es: "Cuántos {foreign} hacen un {base}",
    }
    rate_hint() { en: "As exactly as you know it.", es: "Con la exactitud que sepas." }
    source() { en: "Who says so", es: "Quién lo dice" }
    source_hint() { en: "Such as: ECB, 12 March", es: "Por ejemplo: BCE, 12 de marzo" }
    left_in() { en: "It left the account in", es: "Salió de la cuenta en" }
    arrived_in() { en: "It arrived in", es: "Llegó en" }
    lies_in(code: &str) { en: "{code}", es: "{code}" }
    what_for() { en: "What it was for", es: "Para qué fue" }
    what_for_hint() {
        en: "A word or two, such as printing; printing:proofs is a part of it.",
        es: "Una o dos palabras, como imprenta; imprenta:pruebas es una parte.",
    }
    from_what() { en: "What it came from", es: "De qué vino" }
    from_what_hint() { en: "Such as orders or gifts.", es: "Como encargos o donativos." }
    from_account() { en: "From which account", es: "De qué cuenta" }
    from_account_hint() { en: "Such as bank or cash.", es: "Como banco o caja." }
    into_account() { en: "Into which account", es: "A qué cuenta" }
    account_hint() { en: "Such as bank or cash.", es: "Como banco o caja." }
    on_day() { en: "On which day", es: "Qué día" }
    when_spent() { en: "When", es: "Cuándo" }
    for_what() { en: "What for", es: "Para qué" }
    for_what_hint() {
        en: "Such as: Proofs of the illustrated edition",
        es: "Por ejemplo: Pruebas de la edición ilustrada",
    }
    out_of() { en: "Out of", es: "A cuenta de" }
    out_of_account() { en: "What we spend in common", es: "Lo que gastamos en común" }
    out_of_right(name: &str, left: &str) {
        en: "My right to spend: {name}, {left} left",
        es: "Mi derecho a gastar: {name}, quedan {left}",
    }
    payee() { en: "Who gets it", es: "Quién lo recibe" }
    to_whom() { en: "To whom", es: "A quién" }
    ask_again() { en: "Put right and ask again", es: "Corregir y pedir de nuevo" }
    asked_again(day: &str) {
        en: "asked once more, after a no to the one of {day}",
        es: "pedido de nuevo, tras un no al del {day}",
    }
    claimed() { en: "Asked. The others see it now.", es: "Pedido. Los demás ya lo ven." }
    write_down() { en: "Write it down", es: "Apuntarlo" }
    recorded() { en: "Written down.", es: "Apuntado." }

    amount_missing() { en: "Say how much.", es: "Di cuánto." }
    amount_unreadable() {
        en: "This is not an amount. Write it with figures, such as 12.50.",
        es: "Esto no es una cantidad. Escríbela con cifras, como 12,50.",
    }
    amount_not_positive() {
        en: "The amount must be more than zero.",
        es: "La cantidad debe ser más que cero.",
    }
    amount_too_large() { en: "This amount is too large.", es: "Esta cantidad es demasiado grande." }
    rate_missing() {
        en: "Another currency needs a rate. Write it with figures, such as 655.957.",
        es: "Otra moneda necesita un cambio. Escríbelo con cifras, como 655,957.",
    }
    source_missing() {
        en: "Say who gives this rate.",
        es: "Di quién da este cambio.",
    }
    what_missing(field: &str) {
        en: "“{field}” is empty. Say it in a few words.",
        es: "«{field}» está vacío. Dilo en unas palabras.",
    }
    account_missing(field: &str) {
        en: "“{field}” is empty. A word is enough.",
        es: "«{field}» está vacío. Basta una palabra.",
    }
    account_unreadable() {
        en: "This is not the name of an account. Use words, with a colon between parts.",
        es: "Esto no es el nombre de una cuenta. Usa palabras, con dos puntos entre partes.",
    }
    too_fine(code: &str, decimals: u32) {
        en: "Figures after the mark: {code} has {decimals} at most. Leave out marks of thousands.",
        es: "Cifras tras la coma: {code} tiene {decimals} como mucho. Quita las marcas de miles.",
    }
}

counted! {
    approvals(n, needed: u32) {
        en: "{n} of {needed} approvals" | "{n} of {needed} approvals",
        es: "{n} de {needed} aprobaciones" | "{n} de {needed} aprobaciones",
    }
}
