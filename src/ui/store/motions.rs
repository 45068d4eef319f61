//! Motions on screen: the list with the rules behind it, and one motion whole. Each comes whole from
//! the engine; screens read the slices that they show.

use std::sync::Arc;

use crate::message::model::{Constitution, MotionCard, MotionView};

/// All motions, newest first, and by what rules they are decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motions {
    pub cards: Vec<MotionCard>,
    pub constitution: Constitution,
}

/// One motion; `None` where there is no such motion here.
pub type MotionNow = Option<Arc<MotionView>>;
