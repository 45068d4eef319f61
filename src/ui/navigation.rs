//! Where the window is, as a signal that follows the address bar; and what a new place means for
//! focus, title and scrolling.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use crate::id::CommandId;
use crate::platform::browser;
use crate::ui::route::Route;

/// The place of the window, and a join link that was followed.
#[derive(Clone, Copy)]
pub struct Navigation {
    pub route: RwSignal<Route>,
    /// A link that was taken out of the address bar and not used yet.
    pub invitation: RwSignal<Option<String>>,
    /// The post that the next topic is opened for.
    pub post: RwSignal<Option<CommandId>>,
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

/// After the place changed: the reader starts at its title.
pub fn focus_title() {
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
            || {
                let now = document().active_element();
                let is_lost = now.is_none_or(|now| now.tag_name() == "BODY");
                if is_lost {
                    begin_at_title();
                }
            },
            Duration::from_millis(after),
        );
    }
}

fn begin_at_title() {
    let title = document().query_selector("h1").ok().flatten();
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        title.set_tab_index(-1);
        drop(title.focus());
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
