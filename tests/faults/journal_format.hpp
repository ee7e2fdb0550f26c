// The agreement between the library that is preloaded into a program (faults.cpp) and the tests that
// run it so (tests/support/faults.hpp, disk_journal.hpp).
//
// The library numbers the program's calls that concern files below a folder, makes one of them fail,
// and keeps a journal of every change that was made, in the order in which they were made:
//
//   create INODE FOLDER NAME          a new, empty file
//   mkdir INODE FOLDER NAME
//   link INODE FOLDER NAME            another name of a file
//   rename INODE FOLDER NAME FOLDER NAME
//   unlink INODE FOLDER NAME          also of a folder
//   truncate INODE LENGTH
//   write INODE OFFSET LENGTH         its bytes follow the line, and a line end them
//   sync INODE
//
// FOLDER is an inode, too; no name has a space.
#pragma once

namespace broadsheet::tests {

/// The folder, as realpath() names it. Calls on anything else pass through.
inline constexpr const char* under_variable = "BROADSHEET_FAULTS_UNDER";

/// ACTION:CLASS:N. The Nth call of the class (counted over all threads, from 1) meets the action:
///
///   kill           the process is killed before it
///   kill-after     the process is killed after it; a write, after half of its bytes
///   short          a write takes half of its bytes, and says so
///   enospc eio …   it fails with that error; so does no later call
///   full           as enospc after half of its bytes; and so fails every later call that needs space
///
/// Classes: write, sync, rename, mkdir, unlink, link, truncate, create (a file), open (for whatever
/// purpose), read, close; and change: all but open, read and close; step: all but these and write.
inline constexpr const char* fault_variable = "BROADSHEET_FAULTS_FAULT";

/// A file that is written when the fault strikes: the name of the call and the path.
inline constexpr const char* struck_variable = "BROADSHEET_FAULTS_STRUCK";

/// The file that gets the journal; none is kept without it.
inline constexpr const char* journal_variable = "BROADSHEET_FAULTS_JOURNAL";

}  // namespace broadsheet::tests
