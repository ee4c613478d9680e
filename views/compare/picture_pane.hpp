// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for pictures, and the picture half of Compare for video.
#pragma once

#include "views/compare/color_bar.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/loupe.hpp"
#include "views/compare/pane.hpp"
#include "views/compare/picture_cache.hpp"
#include "views/compare/region_table.hpp"
#include "views/core/states.hpp"

class QAction;
class QComboBox;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace rarebit::views {

class PicturePane : public ComparePane {
    Q_OBJECT
public:
    enum Mode { sideBySide, wipe, blink, difference, signedError, heatMap, onion };

    PicturePane(ViewContext& context, QWidget* parent);

    void show(const CompareInput& input) override;
    void clear() override;
    void regionChanged() override;
    QStringList modes() const override;
    QWidget* tools() override { return tools_; }
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return pair_ ? &statistics_ : nullptr; }
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> paneActions() override;
    Json settings() const override;
    void restore(const Json& settings) override;

    const ImageCanvas& canvas() const { return *canvas_; }
    /// A and the other side with the error between them; null until both are there.
    const PairPtr& pair() const { return pair_; }
    /// What the map on show says (modes difference, signedError, heatMap); its values are not kept.
    const ErrorField& field() const { return map_.field; }

protected:
    void modeSet() override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    const CompareInput& input() const { return input_; }
    int64_t frame() const { return frame_; }
    /// Of a clip: loads what is needed to show it; the one before stays until then.
    void setFrame(int64_t frame);
    /// Frames that a side is ahead of A.
    virtual int64_t offset(const CompareSide& side) const;
    QVBoxLayout& column() { return *column_; }
    QWidget& toolRow() { return *tools_; }
    /// Whether the error between the sides is wanted now.
    virtual bool wantsNumbers() const { return true; }
    /// All sides of the frame are on the screen.
    virtual void picturesArrived() {}
    bool frameReady() const;
    PictureCache& cache() { return cache_; }
    virtual QString subjectText() const;
    void reload();

private:
    struct Shown {
        CompareSide side;
        PictureSource source;
        PicturePtr picture;
        Ticket ticket;
    };
    void makeTools();
    QToolButton* addButton(const QString& text, const QString& iconName, const QString& tip);
    PictureSource sourceOf(const CompareSide& side) const;
    PictureSource originalSource() const;
    int otherIndex() const;
    void pictureArrived(int index, Result<PicturePtr> picture);
    void comparisonArrived(Result<PairPtr> pair);
    void updateCanvas();
    void updateChoices();
    void updateMap();
    void mapArrived(MapPicture map, int factor);
    void updateRegion();
    void updateFootnotes();
    void updateLoupe();
    void placeLoupe();
    void hoverAt(QPoint pixel);
    CanvasPicture canvasPicture(const Shown& shown) const;
    int paintRuler(QPainter& painter, const QRect& row) const;
    QString sampleText(QPoint pixel) const;
    QString mapTitle() const;
    QString mapUnit() const;
    bool isMap(int mode) const { return mode == difference || mode == signedError || mode == heatMap; }
    void fail(const Error& error);
    void showError();
    bool pairIsCurrent() const;
    Json viewNow() const;
    void applyKeptView();

    PictureCache& cache_;
    CompareInput input_;
    int64_t frame_ = 0;
    std::vector<Shown> shown_;
    PairPtr pair_;
    Ticket pairTicket_, mapTicket_, regionTicket_;
    MapPicture map_;
    int mapFactor_ = 0; // of a difference
    Json keptView_;     // of settings, until a picture of its size is there
    std::optional<RegionError> region_;
    QRect regionArea_;
    RegionTable statistics_;
    int spot_ = -1;
    QPoint hover_{-1, -1};

    QVBoxLayout* column_;
    StateStack* states_ = nullptr;
    QWidget* errorCard_;
    std::optional<Error> error_;
    ImageCanvas* canvas_;
    ColorBar* bar_;
    Loupe* loupe_;
    QWidget* tools_;
    QComboBox *measure_, *plane_, *factor_, *other_;
    QSlider* onionShare_;
    QToolButton *loupeButton_, *fitButton_, *fullButton_;
    QAction *wipeFollows_, *choosing_;
};

} // namespace rarebit::views
