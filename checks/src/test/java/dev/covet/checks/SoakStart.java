package dev.covet.checks;

import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Starts the soak before the first test, if its verdict will be asked for: it costs no time so. */
public final class SoakStart implements TestExecutionListener {
  /** For the service loader. */
  public SoakStart() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    boolean asked =
        plan.getRoots().stream()
            .flatMap(root -> plan.getDescendants(root).stream())
            .anyMatch(SoakStart::isSoak);
    if (asked) {
      SoakProcess.start();
    }
  }

  private static boolean isSoak(TestIdentifier test) {
    return test.getSource()
        .filter(source -> source instanceof ClassSource)
        .map(source -> ((ClassSource) source).getClassName())
        .filter(SoakTest.class.getName()::equals)
        .isPresent();
  }
}
