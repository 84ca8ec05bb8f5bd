package dev.covet.cli;

import java.util.List;

/**
 * How a compilation ended.
 *
 * @param succeeded whether there are classes
 * @param files how many sources were compiled
 * @param mistakes the errors
 * @param text errors and warnings as the compiler prints them: place, message, line and caret
 */
record Compilation(boolean succeeded, int files, List<Mistake> mistakes, String text) {}
