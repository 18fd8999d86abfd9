//! Paths to reports: folders are walked in order, files are read when their turn comes.

use crate::args::Inputs;
use crate::messages::Messages;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};
use variorum::{InputFormat, is_unreadable_document, readable_extensions};
pub(crate) use variorum_gather::{Input, reason};

/// All inputs that the arguments name: folders in full depth, in the order of their files' names, without hidden ones.
pub(crate) fn find(arguments: &Inputs, messages: &Messages) -> Vec<Input> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &arguments.paths {
        let before = found.len();
        if path.as_os_str() != "-" && path.is_dir() {
            walk(path, arguments.input_format, &mut found, messages);
            if found.len() == before {
                let what = readable_extensions();
                messages.error(&format!(
                    "{}: the folder holds no reports; what can be read: {what}",
                    path.display()
                ));
            }
        } else {
            found.push(Input { path: path.clone(), format: arguments.input_format });
        }
    }
    found.retain(|input| {
        let first = seen.insert(input.path.canonicalize().unwrap_or_else(|_| input.path.clone()));
        if !first {
            messages.warning(&format!("{}: named twice; it is read once", input.path.display()));
        }
        first
    });
    found
}

fn walk(folder: &Path, format: Option<InputFormat>, found: &mut Vec<Input>, messages: &Messages) {
    let entries = match fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>()) {
        Ok(entries) => entries,
        Err(error) => {
            messages.error(&unreadable(folder, &error));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder could lead back up; a link to a file is as good as the file.
        let link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        if path.is_dir() {
            if !link && !is_part_of_saved_page(path, &name) {
                walk(path, format, found, messages);
            }
        } else if path.is_file() {
            if format.is_some() || InputFormat::from_path(&name).is_some() {
                found.push(Input { path: path.clone(), format });
            } else if is_unreadable_document(&name) {
                let what = readable_extensions();
                messages.error(&format!(
                    "{}: this format cannot be read; what can be read: {what}",
                    path.display()
                ));
            }
        }
    }
}

/// "Page_files", where a browser put the pictures and scripts of "Page.html".
fn is_part_of_saved_page(path: &Path, name: &str) -> bool {
    name.strip_suffix("_files").is_some_and(|page| {
        InputFormat::Html
            .extensions()
            .iter()
            .any(|extension| path.with_file_name(format!("{page}.{extension}")).exists())
    })
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{}: {}", path.display(), reason(error))
}
