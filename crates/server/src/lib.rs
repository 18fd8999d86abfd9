//! A case in the browser.
