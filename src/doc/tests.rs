//! The rules of this room, held against it. Touches automerge to build what must be refused.

mod admission;
mod forked;
mod hostile;
mod merging;
mod newcomer;
mod rewritten;
mod support;
