package dev.covet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts applications. */
interface Children {
  /**
   * Starts one.
   *
   * @param start its number
   * @param project what it is made of
   * @param classes its own classes
   * @param events hears what becomes of it, on any thread
   * @throws IOException if there can be no process
   */
  Child start(int start, Project project, Path classes, Consumer<ChildEvent> events)
      throws IOException;
}
