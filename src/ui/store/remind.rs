//! A reminder of a motion: said in the page, and by the device where its person wished that.

use crate::message::command::Notices;
use crate::message::model::Home;
use crate::message::{Reminder, ViewKey};
use crate::platform::browser;
use crate::ui::format;
use crate::ui::route::{Place, Route};
use crate::ui::store::Store;
use crate::ui::words;
use leptos::prelude::*;

/// Says it. Windows that say the same to the device say it once, by its tag.
pub fn remind(store: Store, reminder: &Reminder) {
    let until = format::moment(reminder.deadline, store.now().get_untracked());
    let text = words::today::remind(&reminder.title, &until);
    let home = store.peek::<Home>(&ViewKey::Home);
    if home.is_some_and(|home| home.settings.notices == Notices::Device) {
        let to = Route::In(reminder.community, Place::Motion(reminder.motion)).to_string();
        browser::give_notice(&reminder.title, &words::today::ask_vote_text(&until), &to);
    }
    store.say_here(text);
}
