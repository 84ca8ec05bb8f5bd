package dev.covet;

import dev.covet.SessionBackend.Opened;
import dev.covet.SessionStore.Change;
import dev.covet.SessionStore.Data;
import dev.covet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of a client between its requests: {@link Request#session()}. Nothing is
 * looked up before something is asked, and a session only begins when something is put into it.
 *
 * <p>Changes are kept when handler and middleware have returned, and not if the answer is 500 or
 * above, except that a logout holds in any case. While the body of an answer is streamed a session
 * can be read and not be changed. For the thread of its request.
 *
 * <p>A request that did not come by TLS has an empty session ({@link Sessions} tells the
 * exception), and what would change it throws {@link IllegalStateException}. If the store can not
 * be reached, each method throws an {@link HttpException} with 503.
 */
public final class Session {
  /** Names of flash values begin with it; others may hold no control characters. */
  private static final char FLASH = '\u0001';

  private static final int MOST_CHARACTERS = 64 << 10;

  private final SessionKeeper keeper;
  private final @Nullable String cookieName;
  private final @Nullable String cookie;

  private boolean loaded;
  private boolean answered;
  private boolean rotate;
  private @Nullable Opened opened;
  private @Nullable Opened ending;
  private @Nullable String login;
  private final Map<String, String> set = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  Session(SessionKeeper keeper, @Nullable String cookieName, @Nullable String cookie) {
    this.keeper = keeper;
    this.cookieName = cookieName;
    this.cookie = cookie;
  }

  /**
   * {@return a value}
   *
   * @param name its name
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(value(name));
  }

  /**
   * {@return a value that was set as an object} One that can not be read as this type any more,
   * because the type has changed, is absent.
   *
   * @param name its name
   * @param type its type
   * @param <T> its type
   */
  public <T> Optional<T> get(String name, Class<T> type) {
    String text = value(name);
    if (text == null || type == String.class) {
      return Optional.ofNullable(text).map(type::cast);
    }
    try {
      byte[] json = text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(type.cast(Json.codec().read(new ByteArrayInputStream(json), type)));
    } catch (HttpException | IOException e) {
      Log.WEB.log(System.Logger.Level.DEBUG, "the session's value '" + name + "' is no " + type, e);
      return Optional.empty();
    }
  }

  /**
   * Sets a value, in place of another of its name.
   *
   * @param name without control characters
   * @param value a text, or an object that is kept as JSON
   * @throws IllegalStateException if the session would hold more than 65,536 characters, or the
   *     answer has begun
   * @throws IllegalArgumentException if the name is empty or holds a control character
   */
  public void set(String name, Object value) {
    put(checked(name), value instanceof String text ? text : json(value));
  }

  /**
   * Removes a value.
   *
   * @param name its name
   * @throws IllegalStateException if the answer has begun
   */
  public void remove(String name) {
    changing();
    set.remove(name);
    removed.add(name);
  }

  /**
   * Sets a value that is there until it was read once: a message for the page after a redirect.
   *
   * @param name without control characters
   * @param value a text
   * @throws IllegalStateException as for {@link #set}
   * @throws IllegalArgumentException as for {@link #set}
   */
  public void flash(String name, String value) {
    put(FLASH + checked(name), value);
  }

  /**
   * {@return a value that was set by {@link #flash(String, String)}, and removes it}
   *
   * @param name its name
   */
  public Optional<String> flash(String name) {
    String value = value(FLASH + name);
    if (value != null && !answered) {
      remove(FLASH + name);
    }
    return Optional.ofNullable(value);
  }

  /** {@return who has logged in, or empty} */
  public Optional<String> principal() {
    load();
    if (login != null) {
      return Optional.of(login);
    }
    return Optional.ofNullable(opened == null ? null : opened.data().principal());
  }

  /** {@return whether there is no session yet, or it has no value and nobody has logged in} */
  public boolean isEmpty() {
    load();
    if (login != null || !set.isEmpty()) {
      return false;
    }
    return opened == null
        || opened.data().principal() == null
            && removed.containsAll(opened.data().values().keySet());
  }

  /**
   * Notes who has logged in, and {@linkplain #rotate() rotates}. Values stay, unless another
   * principal was logged in before: then the old session ends.
   *
   * @param principal the user's id, say; what is given to {@link Sessions#endAll}
   * @throws IllegalStateException if the answer has begun
   */
  public void login(String principal) {
    changing();
    if (!principal().orElse(principal).equals(principal)) {
      logout();
    }
    login = principal;
    rotate = true;
  }

  /**
   * Gives the session another id: what a client, or a thief, has had before is worth nothing any
   * more. To be done whenever a client gets more rights.
   *
   * @throws IllegalStateException if the answer has begun
   */
  public void rotate() {
    changing();
    rotate = true;
  }

  /**
   * Ends the session with all that it holds; the client's cookie is removed. What is set afterwards
   * is in a new one.
   *
   * @throws IllegalStateException if the answer has begun
   */
  public void logout() {
    changing();
    if (opened != null) {
      ending = opened;
    }
    opened = null;
    login = null;
    rotate = false;
    set.clear();
    removed.clear();
  }

  /** What tells this session from others, the same as long as it is not rotated; or null. */
  @Nullable String key() {
    load();
    return opened == null ? null : opened.id();
  }

  private String checked(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("not the name of a session's value: '" + name + "'");
    }
    return name;
  }

  private static String json(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Json.codec().write(value, value.getClass(), out);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private @Nullable String value(String name) {
    load();
    String changed = set.get(name);
    if (changed != null || removed.contains(name) || opened == null) {
      return changed;
    }
    return opened.data().values().get(name);
  }

  private void put(String name, String value) {
    changing();
    removed.remove(name);
    set.put(name, value);
    Map<String, String> all = change().over(before()).values();
    int characters = 0;
    for (Map.Entry<String, String> one : all.entrySet()) {
      characters += one.getKey().length() + one.getValue().length();
    }
    if (characters > MOST_CHARACTERS) {
      throw new IllegalStateException(
          "a session holds at most " + MOST_CHARACTERS + " characters, not " + characters);
    }
  }

  private void load() {
    if (!loaded) {
      loaded = true;
      opened = cookie == null ? null : keeper.open(cookie);
    }
  }

  private void changing() {
    if (answered) {
      throw new IllegalStateException(
          "the answer has begun, so the session can not be changed any more");
    }
    if (cookieName == null) {
      throw new IllegalStateException(
          "a session needs TLS, because its cookie could be stolen; set tls-cert, or"
              + " trusted-proxies if a proxy speaks TLS; mode=dev does without for clients on this"
              + " machine");
    }
    load();
  }

  private Data before() {
    Instant now = keeper.now();
    return opened == null ? new Data(null, Map.of(), now, now) : opened.data();
  }

  private Change change() {
    return new Change(login, Map.copyOf(set), Set.copyOf(removed), keeper.now());
  }

  // by the keeper, when everything has answered

  boolean isKeptBy(SessionKeeper other) {
    return keeper.equals(other);
  }

  /** Whether something was asked of it. */
  boolean isUsed() {
    return loaded;
  }

  /**
   * Keeps what was changed, and puts the cookie on the answer if it is another one.
   *
   * @param gone whether nobody gets the answer: then the client would not learn a new id
   */
  Response<?> answer(Response<?> response, boolean gone) {
    answered = true;
    if (ending != null) {
      keeper.backend().end(ending);
    }
    String value = gone || response.status().code() >= 500 ? null : saved();
    if (value != null && cookieName != null) {
      Instant begun = login == null ? before().begun() : keeper.now();
      return told(response, keeper.cookie(cookieName, value, begun));
    }
    return ending == null || cookieName == null
        ? SessionFields.read(response)
        : told(response, Cookie.expired(cookieName));
  }

  private static Response<?> told(Response<?> response, Cookie cookie) {
    return SessionFields.changed(response).cookie(cookie);
  }

  private @Nullable String saved() {
    Change change = change();
    if (opened == null) {
      return login == null && set.isEmpty() ? null : keeper.backend().begin(change);
    }
    if (rotate) {
      String value = keeper.backend().rotate(opened, change);
      // It ended meanwhile. Who has just logged in gets a new one, without what the old one held.
      return value == null && login != null ? keeper.backend().begin(change) : value;
    }
    boolean note = !set.isEmpty() || !removed.isEmpty() || keeper.isStale(opened.data());
    return note ? keeper.backend().change(opened, change) : null;
  }
}
