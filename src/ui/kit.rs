//! Parts that screens are made of. No word of the community's life is in here: a part takes texts,
//! figures and what to do, and every class is one of `style/kit.css`.

pub mod ask;
pub mod bar;
pub mod button;
pub mod delivery;
pub mod dialog;
pub mod empty;
pub mod face;
pub mod field;
pub mod head;
pub mod icon;
pub mod note;
pub mod qr;
pub mod ring;

/// Numbers the ids that join labels and fields.
pub fn fresh_id(stem: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{stem}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
