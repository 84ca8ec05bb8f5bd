package dev.covet.engine.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a listening Unix-domain socket. It is made in a folder that only its owner can enter,
 * gets its permissions there and appears under its name when it accepts, so there is no moment in
 * which others could connect, and none without a socket where a server hands over.
 */
public final class SocketFile {
  private final Path path;
  private final @Nullable Object key;

  private SocketFile(Path path, @Nullable Object key) {
    this.path = path;
    this.key = key;
  }

  /** Binds a channel to a path. */
  public interface Binding {
    /**
     * Binds.
     *
     * @param path where
     * @throws IOException if it does not work
     */
    void bind(Path path) throws IOException;
  }

  /**
   * Makes the file.
   *
   * @param path its name; what a dead server has left there is replaced
   * @param mode its permission bits
   * @param binding binds the socket, to another name
   * @return the file
   * @throws IOException with a reason: a server listens there, something else is there, the folder
   *     is missing or not ours
   */
  public static SocketFile make(Path path, int mode, Binding binding) throws IOException {
    refuseOthers(path);
    Path folder = privateFolder(Objects.requireNonNull(path.getParent()));
    Path made = folder.resolve("s");
    try {
      binding.bind(made);
      Files.setPosixFilePermissions(made, permissions(mode));
      Object key = key(made);
      Files.move(made, path, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, key);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  /** The file of a socket that was taken over, to be removed at the end. */
  static SocketFile present(Path path) throws IOException {
    return new SocketFile(path, key(path));
  }

  /** Whoever answers there is not pushed aside, and no other file is. */
  private static void refuseOthers(Path path) throws IOException {
    BasicFileAttributes present;
    try {
      present = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!present.isOther()) {
      throw new IOException("there is a file that is no socket");
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      return; // of a server that is dead
    }
    throw new IOException("another server listens there");
  }

  /** Short, because the system takes only short paths of sockets. */
  private static Path privateFolder(Path parent) throws IOException {
    while (true) {
      Path folder =
          parent.resolve("." + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36), 36));
      try {
        return Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        // another start at the same time
      } catch (NoSuchFileException e) {
        throw new IOException("there is no folder " + parent, e);
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // From the lowest bit up: others' x, w, r, the group's, the owner's; the enum is the other way.
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> some = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & 1 << bit) != 0) {
        some.add(all[all.length - 1 - bit]);
      }
    }
    return some;
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Removes it, unless somebody has put another in its place. */
  public void remove() {
    try {
      if (Objects.equals(key, key(path))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is gone already, or the folder is: nobody can connect.
    }
  }
}
