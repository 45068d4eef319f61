//! The words of work and money.

use super::{Element, has, is, starts};

elements! {
    economy => starts("link", "Economy");
    ventures => starts("link", "Ventures");
    /// In the list beside the economy.
    work => starts("link", "Work");
    sharing => starts("link", "Sharing out");
    reports => starts("link", "The year in figures");

    // Books that are not open.
    currency_we_count_in => is("combobox", "The currency you count in");
    open_books => is("button", "Open the books");

    // Work.
    hours => is("textbox", "hours");
    what => is("textbox", "What");
    for_venture => is("combobox", "For which venture");
    when => is("date", "When");
    write_it_down => is("button", "Write it down");

    // Files.
    what_it_is => is("combobox", "What it is");
    choose_file => is("file", "Choose a file");
    bring_it_in => is("button", "Bring it in");

    // Ventures.
    begin_venture => is("button", "Begin a venture");
    venture_name => is("textbox", "Name");
    venture_purpose => is("textbox", "What it is for");
    write_order => is("button", "Write down an order");
    customer => is("textbox", "Who ordered");
    ordered_on => is("date", "Ordered on");
    quantity => is("textbox", "How many");
    price => is("textbox", "Price");
    another_line => is("button", "Another line");
    how_it_is_paid => is("button", "Write down how it is paid");
    from => is("textbox", "From");
    how_to_pay => is("textbox", "How to pay");
    save => is("button", "Save");
    invoice_number => is("textbox", "Number");
    make_invoice => is("button", "Make the invoice");
    see_invoice => is("button", "See the invoice");
    take_invoice_back => is("button", "Take the invoice back");
    why => is("textbox", "Why");
    take_back => is("button", "Take back");
    close => is("button", "Close");
    mark_delivered => is("button", "Mark as delivered");
    delivered_on => is("date", "Delivered on");
    earlier => starts("button", "Show earlier");
    money_came => is("button", "The money came");
    on_which_day => is("date", "On which day");

    // Money.
    write_money => is("button", "Write down money");
    ask_for_money => starts("button", "Ask for money");
    for_what => is("textbox", "What for");
    how_much => is("textbox", "How much");
    currency => is("combobox", "Currency");
    rate => starts("textbox", "How many XOF make one EUR");
    who_says_so => is("textbox", "Who says so");
    out_of => is("combobox", "Out of");
    /// Below which account an expense is kept.
    what_it_was_for => is("textbox", "What it was for");
    cancel => is("button", "Cancel");
    paid_on => is("date", "Paid on");

    // Credits.
    give_credits => starts("button", "Give credits");
    to_whom => is("combobox", "To whom");
    how_many => is("textbox", "How many");

    // Motions about money.
    grants_budget => starts("radio", "Some of us may spend");
    budget_name => is("textbox", "What the budget is called");
    who_may_spend => is("group", "Who may spend how much");

    // Sharing out.
    reserve => starts("textbox", "Reserve");
    aid => starts("textbox", "Aid fund");
    commons => starts("textbox", "Commons");
    members => starts("textbox", "Members");
    propose_this => is("button", "Propose this");
    propose_closing => is("button", "Propose closing");
    up_to_day => is("date", "Up to and including");
    who_got_what => is("button", "Who got what");
}

/// A side of life that work is for.
pub fn stream(name: &str) -> Element {
    starts("radio", name)
}

/// An expense that waits, approved.
pub fn approve(what: &str) -> Element {
    is("button", &format!("Approve: {what}"))
}

/// An approved expense, paid.
pub fn mark_paid(what: &str) -> Element {
    is("button", &format!("Mark as paid: {what}"))
}

/// In the dialog that marks an expense as paid.
pub fn confirm_paid() -> Element {
    is("button", "Mark as paid")
}

/// Somebody's field among the rights to spend.
pub fn right_of(name: &str) -> Element {
    starts("textbox", name).within(who_may_spend())
}

/// A venture's name in the list of ventures.
pub fn venture(name: &str) -> Element {
    is("link", name)
}

/// An invoice that was taken back, to be seen.
pub fn see_taken_back(number: &str) -> Element {
    is("button", &format!("See it: Invoice {number}"))
}

/// A row of a table that says this.
pub fn row(said: &str) -> Element {
    has("row", said)
}

/// A row of a list that says this.
pub fn entry(said: &str) -> Element {
    has("listitem", said)
}
