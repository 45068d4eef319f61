//! The browser's parts behind small functions. Decides nothing.
