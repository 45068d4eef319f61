//! A picture as an address that an `img` can show. The address is given back when the last screen
//! that shows it is gone.

use std::sync::Arc;

use crate::message::model::PictureState;
use crate::platform::browser;

/// A picture, or the wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Not on this device yet.
    Coming,
    /// Here, at this address.
    Here(Arc<PictureUrl>),
}

/// An object URL that is revoked when it is dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct PictureUrl(String);

impl PictureUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for PictureUrl {
    fn drop(&mut self) {
        browser::revoke_object_url(&self.0);
    }
}

impl Picture {
    /// The picture of a view delta.
    pub fn of(state: PictureState) -> Self {
        match state {
            PictureState::Coming => Self::Coming,
            PictureState::Here { mime, bytes } => browser::object_url(&mime, &bytes)
                .map_or(Self::Coming, |url| Self::Here(Arc::new(PictureUrl(url)))),
        }
    }
}
