//! The interface: reads read models, sends commands, touches no document.
