//! Everything by which the journeys find their way: roles and names as they stand on the screen, in
//! English. When wording changes, it changes here and nowhere else in the journeys.

use std::fmt;

/// How a name must fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    Is(String),
    Starts(String),
    Has(String),
}

/// Something on screen, as people and screen readers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub role: &'static str,
    pub name: Fit,
    /// What it stands in, where its name alone does not tell it from others.
    pub within: Option<Box<Self>>,
}

impl Element {
    /// The same in this group, row or region.
    pub fn within(self, outer: Self) -> Self {
        Self { within: Some(Box::new(outer)), ..self }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Fit::Is(name) => write!(f, "{} “{name}”", self.role),
            Fit::Starts(name) => write!(f, "{} “{name}…”", self.role),
            Fit::Has(name) => write!(f, "{} “…{name}…”", self.role),
        }?;
        self.within.as_ref().map_or(Ok(()), |outer| write!(f, " in {outer}"))
    }
}

/// With exactly this name.
pub fn is(role: &'static str, name: &str) -> Element {
    Element { role, name: Fit::Is(name.to_owned()), within: None }
}

/// With a name that starts so.
pub fn starts(role: &'static str, name: &str) -> Element {
    Element { role, name: Fit::Starts(name.to_owned()), within: None }
}

/// With a name that has this in it.
pub fn has(role: &'static str, name: &str) -> Element {
    Element { role, name: Fit::Has(name.to_owned()), within: None }
}

macro_rules! elements {
    ($($(#[$doc:meta])* $name:ident => $how:ident($role:literal, $words:literal);)*) => {
        $($(#[$doc])* pub fn $name() -> Element { $how($role, $words) })*
    };
}

pub mod calendar;
pub mod leaving;
pub mod money;
pub mod rooms;

elements! {
    // First run.
    /// Begins a community.
    start => starts("button", "Start a community");
    /// What the community is called.
    community_name => is("textbox", "What is it called?");
    /// What it is for.
    sentence => is("textbox", "What is it for, in one sentence?");
    /// The newcomer's name.
    your_name => is("textbox", "What shall we call you?");
    /// Opens what else a newcomer can say of themselves.
    more_about_you => is("button", "More about you, if you like");
    place => is("textbox", "Place");
    what_you_do => is("textbox", "What you do for the community");
    /// Rules to begin with.
    as_network => starts("radio", "A network");
    /// Ends the first run.
    begin => is("button", "Begin");
    /// For a link that was sent.
    invitation_link => is("textbox", "The invitation link");
    /// Follows an invitation.
    join => is("button", "Join");

    /// Where others let newcomers in.
    at_the_door => is("heading", "You are at the door of Four Shores");

    // Getting about.
    /// The faces at the top, while there are none.
    nobody_here => is("link", "Nobody else is here now");
    today => starts("link", "Today");
    talk => starts("link", "Talk");
    commons => starts("link", "Commons");
    people => starts("link", "People");
    /// In the menu.
    sync => is("link", "Sync");
    /// In the menu.
    invite => is("link", "Invite somebody");
    /// In the menu.
    import => is("link", "Bring pages in");

    // A newer version.
    /// In the bar at the foot.
    reload => is("button", "Reload");
    later => is("button", "Later");

    // Bringing pages in.
    import_credit => is("textbox", "Whose words are they?");
    choose_folder => is("file", "Choose a folder");
    choose_zip => is("file", "Choose a zip");
    stop => is("button", "Stop");
    import_done => is("heading", "It is all in");
    import_stopped => is("heading", "Stopped");
    see_pages => is("link", "See the pages");

    // Invitations.
    how_many => is("textbox", "For how many people?");
    make_link => is("button", "Make a link");
    your_link => is("textbox", "Your link");
    copy_link => is("button", "Copy the link");
    qr_code => has("img", "QR code");

    // Talk.
    new_topic => is("button", "New topic");
    topic_title => is("textbox", "What is it about?");
    first_words => is("textbox", "The first words");
    posts => is("log", "Posts");
    write_in_topic => is("textbox", "Write in this topic");
    send => is("button", "Send");

    // Decide.
    decide => starts("link", "Decide");
    put_a_motion => starts("link", "Put a motion");
    question => is("textbox", "The question");
    admits_somebody => starts("radio", "Somebody at the door comes in");
    whom => is("combobox", "Whom");
    days_on_trial => is("textbox", "Days on trial");
    somebody_must_go => starts("radio", "Somebody must go");
    changes_rules => starts("radio", "We change the rules");
    own_rules => is("radio", "Our own");
    how_people_come_in => is("combobox", "How people come in");
    way_of_deciding => is("combobox", "The way of deciding");
    share_part => is("textbox", "Voters who must take part");
    share_whole => is("textbox", "of every");
    how_long_open => is("textbox", "How long it stays open");
    in_days => is("radio", "days");
    put_it => is("button", "Put it to the others");
    vote_for => starts("radio", "For");
    vote_against => starts("radio", "Against");
    agree => starts("radio", "Agree");
    object => starts("radio", "Object");
    abstain => starts("radio", "Abstain");
    what_must_change => is("textbox", "What would have to change?");
    give_vote => is("button", "Give this vote");
    change_vote => is("button", "Change it");
    /// The proposer's way to another version.
    amend => is("link", "Change it");
    new_version => is("button", "Make the new version");
    /// In the list of motions.
    rules => starts("link", "By what rules we decide");

    // Devices.
    settings => is("link", "Settings");
    add_device => is("button", "Add a device");
    device_link => is("textbox", "Link for your other device");
    use_this_device => is("button", "Use this device too");
    let_it_sign => is("button", "Let it sign for me");
    take_off => is("button", "Take it off");
    /// In the dialog that asks.
    keep_device => is("button", "Keep it");

    // A way back.
    make_backup => is("button", "Make a backup");
    save_backup => starts("link", "Save Four Shores");
    i_have_a_backup => is("button", "I have a backup");
    backup_file => is("file", "Choose the file");
    twelve_words => is("textbox", "The twelve words");
    come_back => is("button", "Come back");
    i_lost_all => is("button", "I was here before and lost all my devices");
    ask_to_come_back => is("button", "Ask to come back");
    known_name => is("textbox", "The name that the others know you by");
    who_is_it => is("combobox", "Who is it?");
    it_is_them => is("button", "It is them");

    // Commons.
    find_page => is("searchbox", "Find by title");
    find_anything => starts("button", "Find people");
    what_to_find => is("searchbox", "What do you look for?");
    new_page => is("button", "New page");
    page_title => is("textbox", "What is the page called?");
    read => is("radio", "Read");
    write => is("radio", "Write");
    page_text => is("textbox", "Text of the page, in Markdown");
    about_page => is("button", "Title, folder and credit");
    credit => is("textbox", "Credit");
    /// One of the values that two people gave one field; one press keeps it.
    keep_this => starts("button", "Keep this");

    // Sync.
    look_now => is("button", "Look for the others now");
    technical => is("button", "For comparing two devices");
    state_hash => is("code", "State");
}

/// The button at the top that opens the menu; it bears the community's name.
pub fn menu(community: &str) -> Element {
    is("button", community)
}

/// A page in the list.
pub fn page_in_list(title: &str) -> Element {
    starts("link", title)
}

/// A text that was found, by some of its words.
pub fn found(words: &str) -> Element {
    has("link", words)
}

/// A motion in the list.
pub fn motion_in_list(title: &str) -> Element {
    has("link", title)
}

/// A topic in the list.
pub fn topic_in_list(title: &str) -> Element {
    starts("link", title)
}

/// A motion in the list that has come so far.
pub fn motion_that_is(title: &str, state: &str) -> Element {
    has("link", &format!("{title} {state}"))
}

/// A yes to somebody who has no vote yet.
pub fn give_vote_to(name: &str) -> Element {
    is("button", &format!("Give {name} a vote"))
}

/// What stands on the screen of who waits for the word of the others.
pub fn asked_to_come_back(community: &str) -> Element {
    is("heading", &format!("You asked to come back to {community}"))
}

pub fn it_is(name: &str) -> Element {
    is("button", &format!("It is {name}"))
}

pub fn it_is_still(name: &str) -> Element {
    is("button", &format!("It is still {name}"))
}

/// Lets somebody in who waits at the door.
pub fn let_in(name: &str) -> Element {
    is("button", &format!("Let {name} in"))
}

/// Somebody whom others have to let in, in Who is who.
pub fn waits_at_the_door(name: &str) -> Element {
    starts("listitem", name).within(is("region", "At the door"))
}

/// The figures by which questions of a kind are decided.
pub fn rules_of(kind: &str) -> Element {
    starts("group", kind)
}

/// The title of what is open.
pub fn title(words: &str) -> Element {
    is("heading", words)
}

/// Somebody in Who is who.
pub fn person(name: &str) -> Element {
    starts("heading", name)
}

/// Somebody's card, in Who is who.
pub fn card_of(name: &str) -> Element {
    is("link", name)
}

/// Where things are, as the app says it.
pub mod delivery {
    /// Nobody else has it.
    pub const ON_THIS_DEVICE: &str = "On this device";
    /// Everybody has it.
    pub const WITH_EVERYONE: &str = "With everyone";
}
