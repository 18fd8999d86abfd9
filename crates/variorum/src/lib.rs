//! The façade: joins the stages of the program. The one documented library API.

pub use variorum_model as model;
