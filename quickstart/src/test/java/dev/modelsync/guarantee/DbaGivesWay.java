package dev.modelsync.guarantee;

/** No fault but a cure: the DBA takes the credentials away that kept some services parked. */
final class DbaGivesWay implements Fault {
    @Override
    public void inject(Trial trial) {
        trial.amid(() -> trial.site()
                .clusters()
                .get(trial.site().clusters().size() - 1)
                .dba()
                .giveWay());
    }

    @Override
    public String title() {
        return "DBA gives up credentials";
    }
}
