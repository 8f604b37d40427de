//! What happens next: commands to events, events to state.
