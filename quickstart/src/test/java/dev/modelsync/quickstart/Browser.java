package dev.modelsync.quickstart;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A headless Chromium of the machine, as somebody uses it: by what can be seen. */
final class Browser implements AutoCloseable {
    static final String WHAT_TO_INSTALL =
            "There is no Chromium with its driver; for the browser tests: apt-get install chromium chromium-driver";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private final ChromeDriver driver;
    private final URI base;

    private Browser(ChromeDriver driver, URI base) {
        this.driver = driver;
        this.base = base;
    }

    static boolean isThere() {
        return find(BROWSERS).isPresent() && find(DRIVERS).isPresent();
    }

    /** With a profile of its own below the folder. */
    static Browser start(URI base, Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find(BROWSERS).orElseThrow());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + folder.resolve("browser"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find(DRIVERS).orElseThrow())
                .build();
        return new Browser(new ChromeDriver(service, options), base);
    }

    private static Optional<File> find(List<String> names) {
        return Stream.of(requireNonNull(System.getenv("PATH")).split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    /** As another editor would have it. */
    String openTab(String path) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(path);
        return driver.getWindowHandle();
    }

    String tab() {
        return driver.getWindowHandle();
    }

    void toTab(String handle) {
        driver.switchTo().window(handle);
    }

    void closeTab(String handle, String back) {
        driver.switchTo().window(handle).close();
        toTab(back);
    }

    void open(String path) {
        driver.get(base.resolve(path).toString());
    }

    URI address() {
        return URI.create(requireNonNull(driver.getCurrentUrl()));
    }

    void look(int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    boolean isWiderThan(int width) {
        return ((Number) requireNonNull(script("return document.documentElement.scrollWidth"))).intValue() > width;
    }

    WebElement field(String id) {
        return driver.findElement(By.id(id));
    }

    void type(String id, String text) {
        WebElement field = field(id);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String id, String text) {
        new Select(field(id)).selectByVisibleText(text);
    }

    /** A button or a link by what stands on it. */
    void click(String text) {
        driver.findElement(By.xpath("//*[self::button or self::a or self::summary][normalize-space()='" + text + "']"))
                .click();
    }

    /** As {@link #click}, where that leads to another document: comes back when that one can be read. */
    void follow(String text) {
        script("document.documentElement.dataset.left = 'yes'");
        click(text);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Boolean.TRUE.equals(script("return document.documentElement.dataset.left === undefined"
                        + " && document.readyState !== 'loading'")));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** The id of the element that has the focus. */
    String focus() {
        return String.valueOf(driver.switchTo().activeElement().getDomAttribute("id"));
    }

    String focusedText() {
        return driver.switchTo().activeElement().getText();
    }

    /** All that can be read, without regard to lines. */
    String text() {
        return driver.findElement(By.tagName("body")).getText().replaceAll("\\s+", " ");
    }

    void awaitText(String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(text()).contains(text));
    }

    void awaitFocusOn(String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(focusedText()).contains(text));
    }

    void awaitGone(String id) {
        await().atMost(PATIENCE).until(() -> driver.findElements(By.id(id)).isEmpty());
    }

    void awaitField(String id) {
        await().atMost(PATIENCE).until(() -> !driver.findElements(By.id(id)).isEmpty());
    }

    /** Marks the document, so that {@link #isSameDocument} can tell whether it was loaded anew. */
    void mark() {
        script("document.documentElement.dataset.marked = 'yes'");
    }

    boolean isSameDocument() {
        return Objects.equals(script("return document.documentElement.dataset.marked"), "yes");
    }

    /** What the browser had to complain about since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Serious faults of accessibility, each with the element that has it. */
    List<String> barriers() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(Browser::described)
                        .toList();
    }

    private static String described(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    private @Nullable Object script(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
