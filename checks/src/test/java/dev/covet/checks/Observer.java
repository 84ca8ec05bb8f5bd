package dev.covet.checks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into another JVM on this machine from outside. */
final class Observer implements AutoCloseable {
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

  private static final Pattern ROW = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

  private final JMXConnector connector;
  private final MBeanServerConnection connection;
  private final ThreadMXBean threads;

  Observer(Process process) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    connection = connector.getMBeanServerConnection();
    threads = ManagementFactory.getPlatformMXBean(connection, ThreadMXBean.class);
  }

  /** The bytes that each live thread has allocated, but for those that answer this question. */
  Map<Long, Long> allocated() {
    long[] ids =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && !observes(thread.getThreadName()))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> result = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      result.put(ids[i], bytes[i]);
    }
    return result;
  }

  /** The bytes that the live threads whose names begin so have allocated together. */
  long allocated(String prefix) {
    long[] ids =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
  }

  private static boolean observes(String thread) {
    return thread.startsWith("RMI") || thread.startsWith("JMX") || thread.startsWith("Attach");
  }

  /**
   * What lives in the heap after a collection, by class.
   *
   * @param instances how many there are
   * @param bytes what they take together
   */
  record Live(long instances, long bytes) {}

  /** The live objects by class. */
  Map<String, Live> live() throws Exception {
    Map<String, Live> classes = new HashMap<>();
    for (String line : ask("gcClassHistogram").split("\n")) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        Live one = new Live(Long.parseLong(row.group(1)), Long.parseLong(row.group(2)));
        classes.put(row.group(3), one);
      }
    }
    return classes;
  }

  /** Platform threads. */
  int threads() {
    return threads.getThreadCount();
  }

  /** Memory outside the heap that Java code asked for, direct buffers above all; in KiB. */
  long direct() throws Exception {
    String report = ask("vmNativeMemory", "summary");
    Matcher other = OTHER.matcher(report);
    return other.find() ? Long.parseLong(other.group(1)) : -1;
  }

  /** What jcmd would say. */
  private String ask(String command, String... arguments) throws Exception {
    return (String)
        connection.invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            command,
            new Object[] {arguments},
            new String[] {String[].class.getName()});
  }

  @Override
  public void close() throws Exception {
    connector.close();
  }
}
