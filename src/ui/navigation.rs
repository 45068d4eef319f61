//! Where the window is, as a signal that follows the address bar; and what a new place means for
//! focus, title and scrolling.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{FocusOptions, HtmlElement};

use crate::id::{CommandId, ThreadId};
use crate::platform::browser;
use crate::ui::kit::dialog;
use crate::ui::route::Route;

/// The place of the window, and a join link that was followed.
#[derive(Clone, Copy)]
pub struct Navigation {
    pub route: RwSignal<Route>,
    /// A link that was taken out of the address bar and not used yet.
    pub invitation: RwSignal<Option<String>>,
    /// The post that a topic is opened for.
    pub post: RwSignal<Option<(ThreadId, CommandId)>>,
}

impl Navigation {
    /// Follows the address bar from here on.
    pub fn start() -> Self {
        let navigation = Self {
            route: RwSignal::new(Route::Home),
            invitation: RwSignal::new(None),
            post: RwSignal::new(None),
        };
        navigation.read_address();
        browser::on_hash_change(move || navigation.read_address());
        browser::on_history_step(dialog::history_stepped);
        navigation
    }

    fn read_address(self) {
        let mut route = Route::parse(&browser::current_hash());
        if let Route::Join(link) = route {
            browser::replace_hash(&Route::New.to_string());
            self.invitation.set(Some(link));
            route = Route::New;
        }
        if self.route.with_untracked(|now| *now != route) {
            self.route.set(route);
        }
    }

    /// Goes to a place.
    pub fn go(self, route: &Route) {
        // The entry of the dialog that leads there is used up by it.
        if browser::is_dialog_entry() {
            return self.turn_to(route.clone());
        }
        browser::set_hash(&route.to_string());
    }

    /// Goes to a place without leaving the present one in the way back.
    pub fn turn_to(self, route: Route) {
        browser::replace_hash(&route.to_string());
        self.route.set(route);
    }
}

/// When the title of a place is looked for again: what it shows may come later, with a title of its own.
const TITLE_COMES_MS: [u64; 4] = [250, 600, 1_500, 3_000];

thread_local! {
    /// How many places somebody went to: who looks for a title of an earlier one gives up.
    static PLACES: Cell<u32> = const { Cell::new(0) };
}

/// After the place changed: the reader starts at its title.
pub fn focus_title() {
    let place = PLACES.get().wrapping_add(1);
    PLACES.set(place);
    // A screen reader says it only once the place before is gone.
    set_timeout(
        || {
            begin_at_title();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        },
        Duration::from_millis(60),
    );
    for after in TITLE_COMES_MS {
        set_timeout(
            move || {
                let now = document().active_element();
                let is_lost = now.is_none_or(|now| now.tag_name() == "BODY");
                if is_lost && PLACES.get() == place {
                    begin_at_title();
                }
            },
            Duration::from_millis(after),
        );
    }
}

/// Nothing is scrolled by it: who reads on already stays where they are.
fn begin_at_title() {
    let title = document().query_selector("h1").ok().flatten();
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        title.set_tab_index(-1);
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        drop(title.focus_with_options(&still));
    }
}

/// Brings the element of this name into view, and the reader with it.
pub fn begin_at(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.set_tab_index(-1);
        element.scroll_into_view_with_bool(true);
        drop(element.focus());
    }
}

/// Jumps over the navigation.
pub fn focus_main() {
    let main = document().query_selector("main").ok().flatten();
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        main.set_tab_index(-1);
        drop(main.focus());
    }
}
